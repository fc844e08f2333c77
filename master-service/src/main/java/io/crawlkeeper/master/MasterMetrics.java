package io.crawlkeeper.master;

import io.crawlkeeper.master.cluster.Census;
import io.crawlkeeper.master.cluster.ClusterView;
import io.crawlkeeper.master.cluster.TaskState;
import io.crawlkeeper.master.leader.Leader;
import io.crawlkeeper.master.schedule.Stalls;
import io.crawlkeeper.model.Words;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.binder.MeterBinder;
import java.time.Duration;
import java.util.function.LongSupplier;
import org.jspecify.annotations.Nullable;

/**
 * What operators watch of a master. Tasks are counted when they are asked for, once for all states.
 */
final class MasterMetrics implements MeterBinder {

  /** A scrape asks for all states in far less. */
  private static final Duration FRESH = Duration.ofSeconds(1);

  private final ClusterView view;
  private final Leader leader;
  private final Stalls stalls;
  private final LongSupplier nanoTime;
  private @Nullable Census census;
  private long countedAt;

  /**
   * @param nanoTime a clock that only goes forward
   */
  MasterMetrics(ClusterView view, Leader leader, Stalls stalls, LongSupplier nanoTime) {
    this.view = view;
    this.leader = leader;
    this.stalls = stalls;
    this.nanoTime = nanoTime;
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
    Gauge.builder("crawlkeeper.schedules.stalled", stalls, one -> one.stalled().size())
        .description("Schedules that have had no tick for longer than their period and a grace")
        .register(registry);
    for (var state : TaskState.values()) {
      Gauge.builder("crawlkeeper.tasks", this, one -> one.census().count(state))
          .description("Tasks by state")
          .tag("state", Words.of(state))
          .register(registry);
    }
  }

  private synchronized Census census() {
    var now = nanoTime.getAsLong();
    var counted = census;
    if (counted == null || now - countedAt > FRESH.toNanos()) {
      counted = Census.of(view.image());
      census = counted;
      countedAt = now;
    }
    return counted;
  }
}
