package io.crawlkeeper.schedule;

import io.crawlkeeper.model.SchedulePlan;
import java.time.Instant;
import java.util.Objects;

/** Makes timetables of schedules. */
public final class Timetables {

  /** Years before and after these are written otherwise in ISO 8601, and nobody plans for them. */
  private static final Instant FIRST = Instant.EPOCH;

  private static final Instant LAST = Instant.parse("9999-12-31T23:59:59Z");

  private Timetables() {}

  /**
   * The ticks of a schedule that recurs, from 1970 to 9999.
   *
   * @param anchor the first tick of an interval; see {@link io.crawlkeeper.model.Task#anchor()}
   * @param taskId decides the share of the jitter
   * @throws IllegalArgumentException if the schedule does not recur, or its cron is wrong
   */
  public static Timetable of(SchedulePlan plan, Instant anchor, long taskId) {
    return new Bounded(
        ticks(plan, anchor),
        Objects.requireNonNullElse(plan.startAt(), FIRST),
        Objects.requireNonNullElse(plan.endAt(), LAST),
        Jitter.share(plan.jitter(), taskId));
  }

  private static Ticks ticks(SchedulePlan plan, Instant anchor) {
    if (plan.every() != null) {
      return new Intervals(anchor, plan.every());
    }
    if (plan.cron() != null) {
      return new CronTicks(Cron.parse(plan.cron()), plan.timeZone().getRules());
    }
    throw new IllegalArgumentException("the schedule does not recur");
  }
}
