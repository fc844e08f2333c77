package io.crawlkeeper.model;

import io.crawlkeeper.model.ScheduleSpec.CatchUpSpec;
import io.crawlkeeper.model.ScheduleSpec.Misfire;
import io.crawlkeeper.model.ScheduleSpec.Overlap;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import org.jspecify.annotations.Nullable;

/** A schedule for a test, of which it says only what it is about. */
public final class ScheduleBuilder {

  private @Nullable Instant startAt;
  private @Nullable Instant endAt;
  private @Nullable Duration every;
  private @Nullable String cron;
  private @Nullable ZoneId timeZone;
  private @Nullable Duration jitter;
  private @Nullable Boolean paused;
  private @Nullable Overlap overlap;
  private @Nullable Integer overlapLimit;
  private @Nullable Misfire misfire;
  private @Nullable CatchUpSpec catchUp;

  private ScheduleBuilder() {}

  /** Of a task that runs once. */
  public static ScheduleBuilder once() {
    return new ScheduleBuilder();
  }

  public static ScheduleBuilder every(@Nullable Duration period) {
    var builder = new ScheduleBuilder();
    builder.every = period;
    return builder;
  }

  public static ScheduleBuilder cron(@Nullable String cron) {
    var builder = new ScheduleBuilder();
    builder.cron = cron;
    return builder;
  }

  public ScheduleBuilder startAt(@Nullable Instant time) {
    startAt = time;
    return this;
  }

  public ScheduleBuilder endAt(@Nullable Instant time) {
    endAt = time;
    return this;
  }

  public ScheduleBuilder timeZone(String name) {
    timeZone = ZoneId.of(name);
    return this;
  }

  public ScheduleBuilder jitter(@Nullable Duration most) {
    jitter = most;
    return this;
  }

  public ScheduleBuilder paused(boolean now) {
    paused = now;
    return this;
  }

  public ScheduleBuilder overlap(@Nullable Overlap kind) {
    overlap = kind;
    return this;
  }

  public ScheduleBuilder overlapLimit(@Nullable Integer most) {
    overlapLimit = most;
    return this;
  }

  public ScheduleBuilder misfire(@Nullable Misfire kind) {
    misfire = kind;
    return this;
  }

  public ScheduleBuilder catchUp(@Nullable CatchUpSpec limits) {
    catchUp = limits;
    return this;
  }

  public ScheduleSpec build() {
    return new ScheduleSpec(
        startAt,
        endAt,
        every,
        cron,
        timeZone,
        jitter,
        paused,
        overlap,
        overlapLimit,
        misfire,
        catchUp);
  }
}
