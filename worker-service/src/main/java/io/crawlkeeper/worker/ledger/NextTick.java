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
    var next = timetable.next(accounted(owned, timetable));
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

  /** Every tick up to this one is recorded, or is of a schedule that is gone. */
  private static Instant accounted(OwnedTask owned, Timetable timetable) {
    var since = owned.task().since();
    var cursor = owned.ledger().cursor();
    if (cursor != null && since.time().equals(owned.ledger().since())) {
      return cursor;
    }
    var start = Ticks.start(since, cursor, timetable);
    return cursor == null || cursor.isBefore(start) ? start : cursor;
  }
}
