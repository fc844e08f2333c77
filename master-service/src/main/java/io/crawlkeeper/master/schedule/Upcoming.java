package io.crawlkeeper.master.schedule;

import io.crawlkeeper.model.Ledger;
import io.crawlkeeper.model.SchedulePlan;
import io.crawlkeeper.model.Task;
import io.crawlkeeper.schedule.Timetable;
import io.crawlkeeper.schedule.Timetables;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** The ticks of a task that are still to come. Pure. */
public final class Upcoming {

  private static final long JUST = 1;

  private Upcoming() {}

  /**
   * A tick to come.
   *
   * @param tick nominal time
   * @param due when it is fired, put off by the jitter
   * @param local nominal time in the zone of the schedule, with its offset
   */
  public record Fire(Instant tick, Instant due, String local) {

    static Fire of(Instant tick, Instant due, SchedulePlan plan) {
      return new Fire(tick, due, tick.atZone(plan.timeZone()).toString());
    }
  }

  /**
   * The next ticks at or after a time, whether the schedule is paused or not; fewer where it ends.
   *
   * @param ledger what is accounted for already; null if nothing is known
   */
  public static List<Fire> of(Task task, @Nullable Ledger ledger, Instant from, int most) {
    var schedule = task.spec().effectiveSchedule();
    if (!schedule.recurring()) {
      return once(task, ledger).stream().limit(most).toList();
    }
    var timetable = timetable(task);
    if (timetable == null) {
      return List.of();
    }
    var accounted = accounted(task, ledger);
    var before = from.minusNanos(JUST);
    return after(timetable, schedule.plan(), accounted.isAfter(before) ? accounted : before, most);
  }

  /** The first ticks at or after a time, whatever is accounted for. */
  public static List<Fire> from(Timetable timetable, SchedulePlan plan, Instant from, int most) {
    return after(timetable, plan, from.minusNanos(JUST), most);
  }

  private static List<Fire> after(Timetable timetable, SchedulePlan plan, Instant after, int most) {
    var fires = new ArrayList<Fire>();
    var tick = timetable.next(after);
    while (tick != null && fires.size() < most) {
      fires.add(Fire.of(tick, tick.plus(timetable.delay()), plan));
      tick = timetable.next(tick);
    }
    return fires;
  }

  /** Null where the task does not recur, or somebody has written a schedule that cannot be read. */
  public static @Nullable Timetable timetable(Task task) {
    try {
      return Timetables.of(task.spec().effectiveSchedule().plan(), task.anchor(), task.id());
    } catch (IllegalArgumentException e) {
      return null;
    }
  }

  /** No tick up to this time is owed any more. */
  public static Instant accounted(Task task, @Nullable Ledger ledger) {
    var since = task.since().time().minusNanos(JUST);
    var cursor = ledger == null ? null : ledger.cursor();
    return cursor == null || cursor.isBefore(since) ? since : cursor;
  }

  private static List<Fire> once(Task task, @Nullable Ledger ledger) {
    if (fired(task, ledger)) {
      return List.of();
    }
    var plan = task.spec().effectiveSchedule().plan();
    var startAt = plan.startAt();
    var since = task.since().time();
    var tick = startAt == null || startAt.isBefore(since) ? since : startAt;
    return List.of(Fire.of(tick, tick, plan));
  }

  /** Whether the one tick of a task that does not recur is accounted for. */
  public static boolean fired(Task task, @Nullable Ledger ledger) {
    return ledger != null && task.since().time().equals(ledger.since());
  }
}
