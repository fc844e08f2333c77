package io.crawlkeeper.master.placement;

import io.crawlkeeper.master.cluster.ClusterImage;
import io.crawlkeeper.master.cluster.TaskEntry;
import io.crawlkeeper.model.Assignment;
import io.crawlkeeper.model.Cordon;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.Optional;

/**
 * How tasks leave a worker that is alive. The leader gives the owner a time until which it may end
 * what runs; the owner starts nothing new, and says in the task's ledger when it has let go. Then
 * the task moves; also if the owner has not said so some time after it should have. Where no other
 * worker fits, the task stays.
 */
public final class HandOvers {

  /** What an owner has for a task that moves only to even out the load. */
  public static final Duration TO_BALANCE = Duration.ofSeconds(60);

  /** After that the owner is not waited for. The token guards against what it may still do. */
  private static final Duration GRACE = Duration.ofSeconds(10);

  private HandOvers() {}

  /**
   * Assignments as they are to be, where a worker that drains has to be told of it. Where its
   * ledgers still say that it has let go, that was for a hand-over which was called off: it is told
   * of the new one when it has taken that back, or the time is over. Else what it said for the old
   * one would count for the new, and a run that it has begun in between would be cut off.
   */
  public static List<Assignment> toAnnounce(ClusterImage image, Instant now) {
    if (image.cordons().values().stream().noneMatch(Cordon::drains)) {
      return List.of();
    }
    return image.assignments().values().stream()
        .filter(assignment -> image.drains(assignment.worker()))
        .flatMap(assignment -> announced(image, assignment, now).stream())
        .toList();
  }

  private static Optional<Assignment> announced(
      ClusterImage image, Assignment assignment, Instant now) {
    var cordon = image.cordon(assignment.worker());
    var entry = image.task(assignment.task());
    if (cordon == null || entry == null) {
      return Optional.empty();
    }
    var until = cordon.deadline();
    var begins = assignment.until() == null && until != null && now.isBefore(until);
    return Objects.equals(until, assignment.until())
            || (begins && released(image, entry, assignment.worker()))
        ? Optional.empty()
        : Optional.of(image.assign(entry, assignment.worker(), until));
  }

  /**
   * Whether the task can leave its owner without being handed over: nothing of it is left to do, or
   * will be, before the leader itself asks for it.
   */
  public static boolean needless(ClusterImage image, TaskEntry entry) {
    var ledger = image.ledger(entry);
    return ledger != null
        && ledger.settled(entry.task())
        && image.waiting(entry).findAny().isEmpty();
  }

  /** Whether the owner's ledger says that it has let go, be it for a hand-over of before. */
  static boolean released(ClusterImage image, TaskEntry entry, String worker) {
    var ledger = image.ledger(entry);
    return ledger != null && worker.equals(ledger.released());
  }

  /** Assignments as they are to be on a worker that is to keep its tasks after all. */
  public static List<Assignment> toCallOff(ClusterImage image, String worker) {
    return image.assignments().values().stream()
        .filter(one -> one.until() != null && one.worker().equals(worker))
        .flatMap(one -> Optional.ofNullable(image.task(one.task())).stream())
        .map(entry -> image.assign(entry, worker, null))
        .toList();
  }

  /** The moves of tasks that their owners have let go of, or should have. */
  public static List<Move> due(ClusterImage image, Instant now) {
    var moves = new ArrayList<Move>();
    var current = image;
    for (var assignment : image.assignments().values()) {
      var entry = image.task(assignment.task());
      if (entry == null || !over(image, entry, assignment, now)) {
        continue;
      }
      var to = Placement.choose(current.withoutAssignment(entry.name()), entry.task().spec());
      if (to.isPresent()) {
        moves.add(new Move(entry.name(), assignment.worker(), to.get().name()));
        current = Moves.apply(current, entry, to.get().name());
      }
    }
    return moves;
  }

  /** Whether the owner should have let go by now, and the task moved where another worker fits. */
  public static boolean late(Instant until, Instant now) {
    return now.isAfter(until.plus(GRACE));
  }

  private static boolean over(
      ClusterImage image, TaskEntry entry, Assignment assignment, Instant now) {
    var until = assignment.until();
    if (until == null || image.worker(assignment.worker()) == null) {
      return false;
    }
    return late(until, now)
        || released(image, entry, assignment.worker())
        || needless(image, entry);
  }

  /** When the next owner is not waited for any more; empty if none is waited for. */
  public static Optional<Instant> nextDue(ClusterImage image, Instant now) {
    return image.assignments().values().stream()
        .flatMap(assignment -> Optional.ofNullable(assignment.until()).stream())
        .map(until -> until.plus(GRACE))
        .filter(due -> !due.isBefore(now))
        .min(Instant::compareTo)
        .map(due -> due.plusMillis(1));
  }
}
