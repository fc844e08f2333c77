package io.crawlkeeper.master;

import io.crawlkeeper.master.cluster.ClusterView;
import io.crawlkeeper.master.cluster.TaskState;
import io.crawlkeeper.master.leader.Leader;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.binder.MeterBinder;
import java.util.Locale;

/** What operators watch of a master. Tasks are counted when they are asked for. */
final class MasterMetrics implements MeterBinder {

  private final ClusterView view;
  private final Leader leader;

  MasterMetrics(ClusterView view, Leader leader) {
    this.view = view;
    this.leader = leader;
  }

  @Override
  public void bindTo(MeterRegistry registry) {
    Gauge.builder("crawlkeeper.leader", leader, one -> one.leading() ? 1 : 0)
        .description("1 on the master that leads, 0 on the others")
        .register(registry);
    Gauge.builder("crawlkeeper.epoch", view, ClusterView::epoch)
        .description("The last epoch that this master knows of")
        .register(registry);
    Gauge.builder("crawlkeeper.workers", view, one -> one.image().workers().size())
        .description("Workers alive")
        .register(registry);
    Gauge.builder("crawlkeeper.assignments", view, one -> one.image().assignments().size())
        .description("Tasks that are placed on a worker")
        .register(registry);
    for (var state : TaskState.values()) {
      Gauge.builder("crawlkeeper.tasks", view, one -> count(one, state))
          .description("Tasks by state")
          .tag("state", state.name().toLowerCase(Locale.ROOT))
          .register(registry);
    }
  }

  private static double count(ClusterView view, TaskState state) {
    var image = view.image();
    return image.tasks().values().stream().filter(entry -> image.state(entry) == state).count();
  }
}
