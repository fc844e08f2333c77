package io.crawlkeeper.master.leader;

import io.crawlkeeper.master.cluster.ClusterImage;
import io.crawlkeeper.master.cluster.TaskEntry;
import io.crawlkeeper.model.RequestQueue;
import io.crawlkeeper.model.RunRequest;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.stream.IntStream;
import java.util.stream.Stream;

/** The requests to the owners of tasks, as they wait and are dropped. Pure. */
final class Queues {

  /** So many may wait to be taken up. */
  static final int MOST_WAITING = 100;

  /** Of those taken up, some are kept for a while, to recognise a request that is sent again. */
  private static final Duration KEPT = Duration.ofMinutes(5);

  private static final int MOST_KEPT = 20;

  private Queues() {}

  static boolean full(ClusterImage image, TaskEntry entry) {
    return image.waiting(entry).count() >= MOST_WAITING;
  }

  /** What the same operation has asked before. */
  static Optional<RunRequest> asked(ClusterImage image, TaskEntry entry, String operation) {
    return image.requests(entry).requests().stream()
        .filter(request -> request.operation().equals(operation))
        .findFirst();
  }

  /** The queue with one request more, and without what nobody needs any more. */
  static RequestQueue with(ClusterImage image, TaskEntry entry, RunRequest request, Instant now) {
    var rest = needed(image, entry, now);
    return new RequestQueue(
        entry.name(),
        entry.id(),
        request.number(),
        Stream.concat(rest.stream(), Stream.of(request)).toList());
  }

  /** The queue without what nobody needs any more; empty if all of it is needed. */
  static Optional<RequestQueue> pruned(ClusterImage image, TaskEntry entry, Instant now) {
    var queue = image.requests(entry);
    var rest = needed(image, entry, now);
    return rest.size() == queue.requests().size()
        ? Optional.empty()
        : Optional.of(new RequestQueue(queue.task(), queue.taskId(), queue.last(), rest));
  }

  private static List<RunRequest> needed(ClusterImage image, TaskEntry entry, Instant now) {
    var all = image.requests(entry).requests();
    var waiting = (int) image.waiting(entry).count();
    var keptFrom = all.size() - waiting - MOST_KEPT;
    return IntStream.range(0, all.size())
        .filter(
            i ->
                i >= all.size() - waiting
                    || (i >= keptFrom && all.get(i).time().plus(KEPT).isAfter(now)))
        .mapToObj(all::get)
        .toList();
  }
}
