package io.crawlkeeper.master.leader;

import io.crawlkeeper.master.cluster.ClusterImage;
import io.crawlkeeper.master.cluster.TaskEntry;
import io.crawlkeeper.model.Ledger;
import io.crawlkeeper.model.RequestQueue;
import io.crawlkeeper.model.RunRequest;
import io.crawlkeeper.model.RunRequest.Kind;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** The requests to the owners of tasks, as they wait and are dropped. Pure. */
final class Queues {

  /** Runs of a task that have not ended, with the requests that wait to be taken up. */
  private static final int MOST_RUNS = 100;

  private static final int MOST_BACKFILLS = 10;

  /** So many may wait at all, so that a run can be cancelled also where no more are made. */
  private static final int MOST_WAITING = 200;

  /** Of those taken up, some are kept for a while, to recognise a request that is sent again. */
  private static final Duration KEPT = Duration.ofMinutes(5);

  private static final int MOST_KEPT = 200;

  private Queues() {}

  /**
   * Whether no more of this kind is taken. An owner takes requests up at once, so what they have
   * become counts as well: else a ledger would grow without bounds. The ledger that was heard last
   * can be some moments old, which is why the owner has a bound of its own.
   */
  static boolean full(ClusterImage image, TaskEntry entry, Kind kind) {
    var waiting = image.waiting(entry).toList();
    var ledger = image.ledger(entry);
    return waiting.size() >= MOST_WAITING
        || switch (kind) {
          case CANCEL -> false;
          case RUN -> waiting.size() + (ledger == null ? 0 : ledger.live().size()) >= MOST_RUNS;
          case BACKFILL -> backfills(waiting, ledger) >= MOST_BACKFILLS;
        };
  }

  private static long backfills(List<RunRequest> waiting, @Nullable Ledger ledger) {
    var asked = waiting.stream().filter(request -> request.kind() == Kind.BACKFILL).count();
    return asked + (ledger == null ? 0 : ledger.backfills().size());
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
