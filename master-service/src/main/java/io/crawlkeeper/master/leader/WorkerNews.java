package io.crawlkeeper.master.leader;

import io.crawlkeeper.model.WorkerNode;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;
import org.pcollections.TreePMap;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Logs one line for each worker that joined, left or changed. Used by one thread. */
final class WorkerNews {

  private static final Logger log = LoggerFactory.getLogger(WorkerNews.class);

  private TreePMap<String, WorkerNode> known = TreePMap.empty();

  void tell(TreePMap<String, WorkerNode> now) {
    var before = known;
    known = now;
    now.forEach((name, worker) -> tell(before.get(name), worker));
    now.values().stream()
        .filter(worker -> !before.containsKey(worker.name()))
        .forEach(worker -> warnOfNamesakes(worker, now));
    before.keySet().stream()
        .filter(name -> !now.containsKey(name))
        .forEach(name -> log.info("Worker left: {}", name));
  }

  private static void warnOfNamesakes(WorkerNode worker, TreePMap<String, WorkerNode> all) {
    all.values().stream()
        .filter(other -> other.id().equals(worker.id()) && !other.name().equals(worker.name()))
        .forEach(
            other ->
                log.warn(
                    "Two workers have the id {}: {} and {}. Where the older one was killed it goes"
                        + " with its session; else give each a crawlkeeper.id of its own.",
                    worker.id(),
                    worker.assignedNode(),
                    other.assignedNode()));
  }

  private static void tell(@Nullable WorkerNode before, WorkerNode now) {
    if (before == null) {
      log.info(
          "Worker joined: {} with {} slots for {} {}",
          now.assignedNode(),
          now.slots(),
          String.join(", ", new TreeSet<>(now.kinds())),
          now.labels());
    } else if (!before.equals(now)) {
      log.info("Worker changed: {}, before {}", now, before);
    }
  }
}
