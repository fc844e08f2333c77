package io.crawlkeeper.model;

import static org.assertj.core.api.Assertions.assertThat;

import io.crawlkeeper.model.ScheduleSpec.CatchUpSpec;
import io.crawlkeeper.model.ScheduleSpec.Misfire;
import io.crawlkeeper.model.ScheduleSpec.Overlap;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

class ScheduleSpecTest {

  private static final Instant NOON = Instant.parse("2026-03-01T12:00:00Z");
  private static final ScheduleSpec DAILY = ticks(null, null, null, "@daily", null, null);

  @Test
  void aDefaultThatIsSpelledOutChangesNoTick() {
    var spelledOut = ticks(null, null, null, "@daily", ZoneId.of("UTC"), Duration.ZERO);

    assertThat(DAILY.ticksLike(spelledOut)).isTrue();
    assertThat(spelledOut.ticksLike(DAILY)).isTrue();
  }

  @Test
  void whatDecidesAboutTimesChangesTheTicks() {
    assertThat(
            Stream.of(
                ticks(NOON, null, null, "@daily", null, null),
                ticks(null, NOON, null, "@daily", null, null),
                ticks(null, null, Duration.ofDays(1), null, null, null),
                ticks(null, null, null, "@hourly", null, null),
                ticks(null, null, null, "@daily", ZoneId.of("Europe/Berlin"), null),
                ticks(null, null, null, "@daily", null, Duration.ofMinutes(1))))
        .noneMatch(DAILY::ticksLike);
  }

  @Test
  void whatIsDoneAtTicksDoesNotChangeThem() {
    var other =
        new ScheduleSpec(
            null,
            null,
            null,
            "@daily",
            null,
            null,
            true,
            Overlap.QUEUE,
            3,
            Misfire.ALL,
            new CatchUpSpec(null, 5));

    assertThat(DAILY.ticksLike(other)).isTrue();
  }

  private static ScheduleSpec ticks(
      @Nullable Instant startAt,
      @Nullable Instant endAt,
      @Nullable Duration every,
      @Nullable String cron,
      @Nullable ZoneId timeZone,
      @Nullable Duration jitter) {
    return new ScheduleSpec(
        startAt, endAt, every, cron, timeZone, jitter, null, null, null, null, null);
  }
}
