package io.crawlkeeper.worker.ledger;

import io.crawlkeeper.schedule.Timetable;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/** The first tick that the ledger of a task does not account for. */
public final class NextTick {

  private NextTick() {}

  /**
   * When it is, or was, due, its jitter included.
   *
   * @param timetable of the task; null if it runs once
   * @return null if there is none, or the schedule is paused
   */
  public static @Nullable Instant due(OwnedTask owned, @Nullable Timetable timetable) {
    if (owned.task().spec().effectiveSchedule().plan().paused()) {
      return null;
    }
    if (timetable == null) {
      return once(owned);
    }
    var since = owned.task().since();
    var next = timetable.next(since.accounted(owned.ledger().cursor(), timetable.delay()));
    return next == null ? null : next.plus(timetable.delay());
  }

  private static @Nullable Instant once(OwnedTask owned) {
    var since = owned.task().since().time();
    var startAt = owned.task().spec().effectiveSchedule().plan().startAt();
    if (since.equals(owned.ledger().since())) {
      return null;
    }
    return startAt == null || startAt.isBefore(since) ? since : startAt;
  }
}
