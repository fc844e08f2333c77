package io.crawlkeeper.master.schedule;

import io.crawlkeeper.master.cluster.ClusterImage;
import io.crawlkeeper.master.cluster.TaskEntry;
import io.crawlkeeper.master.placement.HandOvers;
import io.crawlkeeper.model.Ledger;
import io.crawlkeeper.model.ScheduleSpec.Misfire;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/** Why a schedule stands still, and when it may. Pure. */
final class Causes {

  private static final String WAY_OUT =
      "When clocks are right, change the schedule, or pause and resume it.";

  private Causes() {}

  /** Whether it is as the user wants it that ticks which are due are not dealt with now. */
  static boolean waits(ClusterImage image, TaskEntry entry, Instant now) {
    var schedule = entry.task().spec().effectiveSchedule();
    var assignment = image.assignment(entry.name());
    if (assignment == null) {
      // It has no time that it could miss: that it waits for a worker is told of by itself.
      return !schedule.recurring() && schedule.startAt() == null;
    }
    if (image.worker(assignment.worker()) == null) {
      return false;
    }
    var until = assignment.until();
    return until == null ? noRoom(entry, image.ledger(entry)) : !HandOvers.late(until, now);
  }

  /** Whether ticks that were missed have to wait for runs to end before they are caught up. */
  private static boolean noRoom(TaskEntry entry, @Nullable Ledger ledger) {
    var plan = entry.task().spec().effectiveSchedule().plan();
    if (ledger == null || plan.misfire() != Misfire.ALL) {
      return false;
    }
    return ledger.live().size() >= plan.mostLive();
  }

  /** Of a schedule that stands still, as a sentence. */
  static String of(ClusterImage image, TaskEntry entry, boolean ahead) {
    var wrong = Upcoming.unreadable(entry.task());
    if (wrong != null) {
      return "Its schedule cannot be read: %s.".formatted(wrong);
    }
    return ahead ? clock(entry, image.ledger(entry)) : owner(image, entry);
  }

  private static String clock(TaskEntry entry, @Nullable Ledger ledger) {
    var since = entry.task().since().time();
    var cursor = ledger == null ? null : ledger.cursor();
    return cursor == null || cursor.isBefore(since)
        ? "Its schedule counts only from %s on: a clock was ahead when it was written. %s"
            .formatted(since, WAY_OUT)
        : "Its ticks up to %s count as dealt with: a clock was ahead when that was written. %s"
            .formatted(cursor, WAY_OUT);
  }

  private static String owner(ClusterImage image, TaskEntry entry) {
    var assignment = image.assignment(entry.name());
    if (assignment == null) {
      return "It is on no worker.";
    }
    if (image.worker(assignment.worker()) == null) {
      return "Its worker %s is gone, and the task was not moved yet."
          .formatted(assignment.worker());
    }
    if (assignment.until() != null) {
      return "Its worker %s is to hand it over, and it was not moved yet."
          .formatted(assignment.worker());
    }
    var ledger = image.ledger(entry);
    return ledger != null && ledger.ticks().size() >= Ledger.MOST_TICKS
        ? "Its worker %s fires no more, as its database does not take what is recorded."
            .formatted(assignment.worker())
        : "Its worker %s is there and does not fire it; see that worker's log and clock."
            .formatted(assignment.worker());
  }
}
