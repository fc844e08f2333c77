package io.crawlkeeper.master.leader;

import io.crawlkeeper.master.cluster.ClusterImage;
import io.crawlkeeper.master.cluster.TaskEntry;
import io.crawlkeeper.master.placement.HandOvers;
import io.crawlkeeper.master.placement.Move;
import io.crawlkeeper.master.placement.Placement;
import io.crawlkeeper.model.Cordon;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.BiConsumer;
import java.util.stream.Stream;

/**
 * What the leader does unasked: moves tasks to where they belong, tells owners of hand-overs, and
 * clears away what is over. In parts that each fit one commit.
 */
final class Upkeep {

  /** A move is three znodes at the most, of some hundred bytes each: far below 1 MB. */
  static final int AT_ONCE = 500;

  /** A queue can have some 140 KB: 400 requests, of which 200 may be backfills. */
  private static final int QUEUES_AT_ONCE = 5;

  /** The cordon of a worker that is not seen for longer is forgotten. */
  static final Duration CORDONS_KEPT = Duration.ofMinutes(10);

  private final List<List<Change>> parts = new ArrayList<>();
  private LeaderImage image;

  private Upkeep(LeaderImage image) {
    this.image = image;
  }

  static List<List<Change>> due(LeaderImage image, Instant now) {
    var upkeep = new Upkeep(image);
    upkeep.inParts(HandOvers.toAnnounce(upkeep.image.cluster(), now), Draft::renew);
    upkeep.move(HandOvers.due(upkeep.image.cluster(), now));
    upkeep.move(Placement.house(upkeep.image.cluster()));
    upkeep.inParts(
        Placement.rebalance(upkeep.image.cluster(), false), (draft, move) -> draft.even(move, now));
    upkeep.clear(now);
    return upkeep.parts;
  }

  private void move(List<Move> moves) {
    inParts(
        moves,
        (draft, move) -> {
          var entry = draft.cluster().task(move.task());
          if (entry != null) {
            draft.move(entry, move);
          }
        });
  }

  private void clear(Instant now) {
    var cluster = image.cluster();
    inParts(runless().toList(), Draft::mendRun);
    inParts(
        cluster.requests().values().stream()
            .filter(queue -> !queue.requests().isEmpty())
            .flatMap(queue -> Stream.ofNullable(cluster.taskById(queue.taskId())))
            .flatMap(entry -> Queues.pruned(cluster, entry, now).stream())
            .toList(),
        QUEUES_AT_ONCE,
        (draft, queue) -> draft.add(new Change.QueueWritten(queue, false)));
    inParts(
        image.keys().values().stream().filter(key -> key.overAt(now)).toList(),
        (draft, key) -> draft.add(new Change.KeyDropped(key.hash())));
    inParts(
        cluster.cordons().values().stream()
            .flatMap(cordon -> changed(cordon, cluster, now).stream())
            .toList(),
        Draft::add);
    inParts(
        image.folders().stream()
            .filter(worker -> cluster.worker(worker) == null)
            .filter(worker -> !cluster.loads().containsKey(worker))
            .toList(),
        (draft, worker) -> draft.add(new Change.FolderRemoved(worker)));
  }

  /** A worker that was cut off for a while comes back by the same name, and is as it was. */
  private static Optional<Change> changed(Cordon cordon, ClusterImage cluster, Instant now) {
    var away = cordon.away();
    if (cluster.worker(cordon.worker()) != null) {
      return away == null
          ? Optional.empty()
          : Optional.of(new Change.Cordoned(cordon.awaySince(null), false));
    }
    if (away == null) {
      return Optional.of(new Change.Cordoned(cordon.awaySince(now), false));
    }
    return now.isAfter(away.plus(CORDONS_KEPT))
        ? Optional.of(new Change.Uncordoned(cordon.worker()))
        : Optional.empty();
  }

  private Stream<TaskEntry> runless() {
    return image.runless().isEmpty()
        ? Stream.of()
        : image.cluster().tasks().values().stream()
            .filter(entry -> image.runless().contains(entry.id()));
  }

  private <T> void inParts(List<T> all, BiConsumer<Draft, T> change) {
    inParts(all, AT_ONCE, change);
  }

  /** Adds what follows from each of these, in as many commits as it takes. */
  private <T> void inParts(List<T> all, int atOnce, BiConsumer<Draft, T> change) {
    for (var from = 0; from < all.size(); from += atOnce) {
      var draft = new Draft(image);
      all.subList(from, Math.min(all.size(), from + atOnce))
          .forEach(one -> change.accept(draft, one));
      parts.add(draft.changes());
      image = draft.image();
    }
  }
}
