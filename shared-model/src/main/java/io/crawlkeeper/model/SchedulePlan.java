package io.crawlkeeper.model;

import io.crawlkeeper.model.ScheduleSpec.CatchUpSpec;
import io.crawlkeeper.model.ScheduleSpec.Misfire;
import io.crawlkeeper.model.ScheduleSpec.Overlap;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * A schedule with every default filled in.
 *
 * @param startAt null means from the creation of the task
 * @param overlapLimit runs of the task that have not ended, at most, for queue and allow
 */
public record SchedulePlan(
    @Nullable Instant startAt,
    @Nullable Instant endAt,
    @Nullable Duration every,
    @Nullable String cron,
    ZoneId timeZone,
    Duration jitter,
    boolean paused,
    Overlap overlap,
    int overlapLimit,
    Misfire misfire,
    CatchUp catchUp) {

  private static final ZoneId UTC = ZoneId.of("UTC");

  /** How much is caught up; see {@link CatchUpSpec}. */
  public record CatchUp(Duration window, int max) {

    static CatchUp of(@Nullable CatchUpSpec spec) {
      return new CatchUp(
          spec == null || spec.window() == null ? Duration.ofDays(7) : spec.window(),
          spec == null || spec.max() == null ? 100 : spec.max());
    }
  }

  /** How many runs of the task there may be at once. */
  public int mostLive() {
    return switch (overlap) {
      case SKIP, REPLACE -> 1;
      case QUEUE, ALLOW -> overlapLimit;
    };
  }

  /** Whether the ticks of both are the same, whatever is done at them. */
  boolean ticksLike(SchedulePlan other) {
    return Objects.equals(startAt, other.startAt)
        && Objects.equals(endAt, other.endAt)
        && Objects.equals(every, other.every)
        && Objects.equals(cron, other.cron)
        && timeZone.equals(other.timeZone)
        && jitter.equals(other.jitter);
  }

  static SchedulePlan of(ScheduleSpec spec) {
    return new SchedulePlan(
        spec.startAt(),
        spec.endAt(),
        spec.every(),
        spec.cron(),
        Objects.requireNonNullElse(spec.timeZone(), UTC),
        Objects.requireNonNullElse(spec.jitter(), Duration.ZERO),
        spec.isPaused(),
        Objects.requireNonNullElse(spec.overlap(), Overlap.SKIP),
        Objects.requireNonNullElse(spec.overlapLimit(), ScheduleSpec.DEFAULT_OVERLAP_LIMIT),
        Objects.requireNonNullElse(spec.misfire(), Misfire.ONCE),
        CatchUp.of(spec.catchUp()));
  }
}
