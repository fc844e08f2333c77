package io.crawlkeeper.model;

import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import org.jspecify.annotations.Nullable;

/**
 * When a task runs, as the user gave it: null stands for "the default". {@link #plan()} gives the
 * schedule with every default filled in. Without {@code every} and {@code cron} the task runs once.
 *
 * @param startAt no tick before it; of {@code every} the first tick, of a task that runs once the
 *     only one
 * @param endAt no tick after it
 * @param every time between two ticks
 * @param cron 5 or 6 fields, or a macro such as {@code @daily}
 * @param timeZone IANA name of the zone in which {@code cron} is read; UTC by default
 * @param jitter each task's ticks are put off by a share of this that depends on its id alone
 */
public record ScheduleSpec(
    @Nullable Instant startAt,
    @Nullable Instant endAt,
    @Nullable Duration every,
    @Nullable String cron,
    @Nullable ZoneId timeZone,
    @Nullable Duration jitter,
    @Nullable Boolean paused,
    @Nullable Overlap overlap,
    @Nullable Integer overlapLimit,
    @Nullable Misfire misfire,
    @Nullable CatchUpSpec catchUp) {

  /** A task that runs once, as soon as it can. */
  public static final ScheduleSpec ONCE =
      new ScheduleSpec(null, null, null, null, null, null, null, null, null, null, null);

  public static final int DEFAULT_OVERLAP_LIMIT = 10;

  /** What happens at a tick while an earlier run of the task has not ended. */
  public enum Overlap {
    /** The tick is recorded as skipped. */
    SKIP,
    /** The new run waits until those before it have ended. */
    QUEUE,
    /** The earlier run is cancelled, and the new one follows. */
    REPLACE,
    /** The runs go on side by side. */
    ALLOW
  }

  /** What happens to ticks that nobody could fire in time. */
  public enum Misfire {
    /** They are skipped. */
    SKIP,
    /** The last of them is fired, the others are skipped. */
    ONCE,
    /** They are fired one after the other, within the limits of {@link CatchUpSpec}. */
    ALL
  }

  /**
   * How much is caught up.
   *
   * @param window older ticks are skipped
   * @param max of more ticks than that the oldest are skipped
   */
  public record CatchUpSpec(@Nullable Duration window, @Nullable Integer max) {}

  public boolean recurring() {
    return every != null || cron != null;
  }

  public boolean isPaused() {
    return Boolean.TRUE.equals(paused);
  }

  /** The same schedule, paused or not. */
  public ScheduleSpec withPaused(boolean now) {
    return new ScheduleSpec(
        startAt,
        endAt,
        every,
        cron,
        timeZone,
        jitter,
        now ? true : null,
        overlap,
        overlapLimit,
        misfire,
        catchUp);
  }

  /** Whether the ticks of both are the same, whatever is done at them, or spelled out. */
  public boolean ticksLike(ScheduleSpec other) {
    return plan().ticksLike(other.plan());
  }

  /** This schedule with every default filled in. */
  public SchedulePlan plan() {
    return SchedulePlan.of(this);
  }
}
