package io.crawlkeeper.master.schedule;

import io.crawlkeeper.model.Ledger;
import io.crawlkeeper.model.SchedulePlan;
import io.crawlkeeper.model.Task;
import io.crawlkeeper.schedule.Timetable;
import io.crawlkeeper.schedule.Timetables;
import java.time.Duration;
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
   * Ticks that were due and are still owed.
   *
   * @param count how many
   * @param tick the oldest, by its nominal time
   * @param due when that was to be fired, jitter included
   * @param local its nominal time in the zone of the schedule, with its offset
   */
  public record Overdue(long count, Instant tick, Instant due, String local) {}

  /**
   * The next ticks that are due at or after a time and not accounted for, whether the schedule is
   * paused or not; fewer where it ends.
   *
   * @param ledger what is accounted for already; null if nothing is known
   */
  public static List<Fire> of(Task task, @Nullable Ledger ledger, Instant from, int most) {
    var schedule = task.spec().effectiveSchedule();
    if (!schedule.recurring()) {
      return once(task, ledger).stream()
          .filter(fire -> !fire.due().isBefore(from))
          .limit(most)
          .toList();
    }
    var timetable = timetable(task);
    if (timetable == null) {
      return List.of();
    }
    var accounted = accounted(task, timetable, ledger);
    var before = from.minus(timetable.delay()).minusNanos(JUST);
    return after(timetable, schedule.plan(), accounted.isAfter(before) ? accounted : before, most);
  }

  /** The oldest tick that is not accounted for, due or to come; null if nothing is left. */
  public static @Nullable Fire oldest(Task task, @Nullable Ledger ledger) {
    return of(task, ledger, Instant.EPOCH, 1).stream().findFirst().orElse(null);
  }

  /**
   * What was due before a time and nobody has accounted for; null if there is nothing. While a
   * schedule is paused, nothing is owed.
   */
  public static @Nullable Overdue overdue(Task task, @Nullable Ledger ledger, Instant now) {
    var schedule = task.spec().effectiveSchedule();
    var oldest = schedule.isPaused() ? null : oldest(task, ledger);
    if (oldest == null || !oldest.due().isBefore(now)) {
      return null;
    }
    var timetable = timetable(task);
    var due = now.minus(Duration.between(oldest.tick(), oldest.due())).minusNanos(JUST);
    return new Overdue(
        timetable == null ? 1 : timetable.count(accounted(task, timetable, ledger), due),
        oldest.tick(),
        oldest.due(),
        oldest.local());
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
      return task.spec().effectiveSchedule().recurring() ? read(task) : null;
    } catch (IllegalArgumentException e) {
      return null;
    }
  }

  /** What is wrong with the schedule of the task, "cron must …"; null if it can be read. */
  public static @Nullable String unreadable(Task task) {
    try {
      var _ = task.spec().effectiveSchedule().recurring() ? read(task) : null;
      return null;
    } catch (IllegalArgumentException e) {
      return "cron " + e.getMessage();
    }
  }

  private static Timetable read(Task task) {
    return Timetables.of(task.spec().effectiveSchedule().plan(), task.anchor(), task.id());
  }

  /** No tick up to this nominal time is owed any more. */
  static Instant accounted(Task task, Timetable timetable, @Nullable Ledger ledger) {
    return task.since().accounted(ledger == null ? null : ledger.cursor(), timetable.delay());
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
