package io.crawlkeeper.model;

import static io.crawlkeeper.model.ScheduleBuilder.cron;
import static org.assertj.core.api.Assertions.assertThat;

import io.crawlkeeper.model.ScheduleSpec.CatchUpSpec;
import io.crawlkeeper.model.ScheduleSpec.Misfire;
import io.crawlkeeper.model.ScheduleSpec.Overlap;
import java.time.Duration;
import java.time.Instant;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

class ScheduleSpecTest {

  private static final Instant NOON = Instant.parse("2026-03-01T12:00:00Z");
  private static final ScheduleSpec DAILY = cron("@daily").build();

  @Test
  void aDefaultThatIsSpelledOutChangesNoTick() {
    var spelledOut = cron("@daily").timeZone("UTC").jitter(Duration.ZERO).build();

    assertThat(DAILY.ticksLike(spelledOut)).isTrue();
    assertThat(spelledOut.ticksLike(DAILY)).isTrue();
  }

  @Test
  void whatDecidesAboutTimesChangesTheTicks() {
    assertThat(
            Stream.of(
                cron("@daily").startAt(NOON),
                cron("@daily").endAt(NOON),
                ScheduleBuilder.every(Duration.ofDays(1)),
                cron("@hourly"),
                cron("@daily").timeZone("Europe/Berlin"),
                cron("@daily").jitter(Duration.ofMinutes(1))))
        .noneMatch(other -> DAILY.ticksLike(other.build()));
  }

  @Test
  void whatIsDoneAtTicksDoesNotChangeThem() {
    var other =
        cron("@daily")
            .paused(true)
            .overlap(Overlap.QUEUE)
            .overlapLimit(3)
            .misfire(Misfire.ALL)
            .catchUp(new CatchUpSpec(null, 5))
            .build();

    assertThat(DAILY.ticksLike(other)).isTrue();
  }
}
