package io.crawlkeeper.master.schedule;

import io.crawlkeeper.model.Ledger;
import io.crawlkeeper.model.Task;
import io.crawlkeeper.schedule.Timetable;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * When a schedule stands still if nothing more is accounted for. Pure.
 *
 * @param deadline after it, a tick is overdue for too long
 * @param ahead before it, ticks that are to come count as dealt with, by a clock that was ahead
 */
record Debt(Instant deadline, Instant ahead) {

  static final Debt NONE = new Debt(Instant.MAX, Instant.MIN);

  static Debt of(Task task, @Nullable Ledger ledger, Instant now) {
    return task.spec().effectiveSchedule().recurring()
        ? recurring(task, ledger, now)
        : once(task, ledger);
  }

  /** A tick is overdue by a whole period and the grace, whatever the cause. */
  private static Debt recurring(Task task, @Nullable Ledger ledger, Instant now) {
    var timetable = Upcoming.timetable(task);
    if (timetable == null) {
      return new Debt(Instant.MIN, Instant.MIN); // Nobody can read it.
    }
    var owed = timetable.next(Upcoming.accounted(task, timetable, ledger));
    return new Debt(
        stallsAt(timetable, owed), later(since(task), recorded(task, timetable, ledger, now)));
  }

  private static Instant stallsAt(Timetable timetable, @Nullable Instant owed) {
    if (owed == null) {
      return Instant.MAX;
    }
    var following = timetable.next(owed);
    return (following == null ? owed : following).plus(timetable.delay()).plus(Watchdog.GRACE);
  }

  private static Debt once(Task task, @Nullable Ledger ledger) {
    var tick = Upcoming.oldest(task, ledger);
    return tick == null ? NONE : new Debt(tick.due().plus(Watchdog.GRACE), since(task));
  }

  private static Instant since(Task task) {
    return task.since().time().minus(Watchdog.GRACE);
  }

  /** When the last tick that is recorded is to come; long ago if that is past. */
  private static Instant recorded(
      Task task, Timetable timetable, @Nullable Ledger ledger, Instant now) {
    var cursor = ledger == null ? null : ledger.cursor();
    if (cursor == null || !cursor.plus(timetable.delay()).minus(Watchdog.GRACE).isAfter(now)) {
      return Instant.MIN;
    }
    var last = timetable.last(task.since().time().minusNanos(1), cursor);
    return last == null ? Instant.MIN : last.plus(timetable.delay()).minus(Watchdog.GRACE);
  }

  private static Instant later(Instant one, Instant other) {
    return one.isAfter(other) ? one : other;
  }
}
