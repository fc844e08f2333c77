package io.crawlkeeper.master.web;

import io.crawlkeeper.master.Images;
import io.crawlkeeper.master.cluster.ClusterImage;
import io.crawlkeeper.master.leader.PureLeader;
import io.crawlkeeper.master.leader.Reply;
import io.crawlkeeper.master.leader.Request;
import io.crawlkeeper.model.Leadership;
import io.crawlkeeper.model.WorkerNode;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.UnaryOperator;
import org.jspecify.annotations.Nullable;

/** What all masters of a test share: the committed image, and who leads. */
final class FakeCluster {

  static final Instant NOW = Instant.parse("2026-01-02T03:04:05Z");

  final AtomicReference<@Nullable Leadership> leader = new AtomicReference<>();
  final List<Request> requests = new ArrayList<>();
  private PureLeader decisions = new PureLeader();

  synchronized ClusterImage image() {
    return decisions.cluster();
  }

  synchronized void change(UnaryOperator<ClusterImage> change) {
    decisions.change(change);
  }

  synchronized void clear() {
    decisions = new PureLeader();
    requests.clear();
  }

  /** From now on there is that worker, the only one that gets new tasks. */
  void placeOn(String name) {
    join(Images.node(name, Map.of()));
  }

  void join(WorkerNode worker) {
    change(image -> image.withWorkers(image.workers().plus(worker.name(), worker)));
  }

  synchronized void keepUp() {
    decisions.keepUp(NOW);
  }

  synchronized Reply decide(Request request) {
    requests.add(request);
    return decisions.ask(request, NOW);
  }
}
