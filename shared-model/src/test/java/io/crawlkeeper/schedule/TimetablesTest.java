package io.crawlkeeper.schedule;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import io.crawlkeeper.model.ScheduleBuilder;
import io.crawlkeeper.model.ScheduleSpec;
import java.time.Duration;
import java.time.Instant;
import java.util.HashSet;
import java.util.Random;
import java.util.stream.LongStream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

class TimetablesTest {

  private static final Instant ANCHOR = Instant.parse("2026-01-01T00:00:07.5Z");

  @Test
  void countsIntervalsFromTheAnchor() {
    var table = every("PT1M30S", null, null);
    assertThat(table.next(Instant.MIN)).isEqualTo(ANCHOR);
    assertThat(table.next(ANCHOR.minusNanos(1))).isEqualTo(ANCHOR);
    assertThat(table.next(ANCHOR)).isEqualTo(ANCHOR.plusSeconds(90));
    assertThat(table.next(ANCHOR.plusSeconds(89))).isEqualTo(ANCHOR.plusSeconds(90));
    assertThat(table.count(Instant.MIN, ANCHOR.plusSeconds(180))).isEqualTo(3);
    assertThat(table.count(ANCHOR, ANCHOR.plusSeconds(180))).isEqualTo(2);
    assertThat(table.last(ANCHOR, ANCHOR.plusSeconds(89))).isNull();
    assertThat(table.last(ANCHOR, ANCHOR.plusSeconds(269))).isEqualTo(ANCHOR.plusSeconds(180));
  }

  @Test
  void reckonsLongOutagesOfFrequentSchedules() {
    var table = every("PT1S", null, null);
    var later = ANCHOR.plus(Duration.ofDays(36_500));
    assertThat(table.count(ANCHOR, later)).isEqualTo(36_500L * 86_400);
    assertThat(table.last(ANCHOR, later)).isEqualTo(later);
  }

  @Test
  void keepsWithinItsBounds() {
    var start = Instant.parse("2026-03-01T06:00:00Z");
    var end = Instant.parse("2026-03-03T06:00:00Z");
    var table = cron("0 6 * * *", start, end);
    assertThat(table.next(Instant.MIN)).isEqualTo(start);
    assertThat(table.next(start)).isEqualTo(start.plusSeconds(86_400));
    assertThat(table.next(end.minusNanos(1))).isEqualTo(end);
    assertThat(table.next(end)).isNull();
    assertThat(table.count(Instant.MIN, Instant.MAX)).isEqualTo(3);
    assertThat(table.last(Instant.MIN, Instant.MAX)).isEqualTo(end);
    assertThat(table.last(end, Instant.MAX)).isNull();
    var intervals = every("PT24H", ANCHOR, ANCHOR.plusSeconds(86_400));
    assertThat(intervals.count(Instant.MIN, Instant.MAX)).isEqualTo(2);
    assertThat(intervals.next(ANCHOR.plusSeconds(86_400))).isNull();
  }

  @Test
  void endsWithTheYear9999() {
    assertThat(every("P365D", null, null).next(Instant.MAX)).isNull();
    assertThat(cron("@yearly", null, null).next(Instant.parse("9999-06-01T00:00:00Z"))).isNull();
    assertThat(cron("@yearly", null, null).next(Instant.MIN)).isEqualTo(Instant.EPOCH);
  }

  @Test
  void countsAsItWalks() {
    var random = new Random(2);
    for (var every : new String[] {"PT1S", "PT1.3S", "PT7M", "PT1H", "P1D"}) {
      var table = every(every, null, null);
      for (var round = 0; round < 50; round++) {
        var after = ANCHOR.plusMillis(random.nextLong(-10_000, 1_000_000_000));
        var tick = table.next(after);
        for (var count = 1; count <= 20 && tick != null; count++, tick = table.next(tick)) {
          assertThat(table.count(after, tick)).isEqualTo(count);
          assertThat(table.count(after, tick.minusNanos(1))).isEqualTo(count - 1);
          assertThat(table.last(after, tick.plusNanos(1))).isEqualTo(tick);
        }
      }
    }
  }

  @Test
  void delaysEachTaskByItsOwnShareOfTheJitter() {
    var delays =
        LongStream.range(0, 10_000)
            .mapToObj(id -> Jitter.share(Duration.ofSeconds(100), id).toMillis())
            .toList();
    assertThat(delays).allMatch(delay -> delay >= 0 && delay < 100_000);
    assertThat(delays.stream().mapToLong(delay -> delay).average().orElseThrow())
        .isBetween(48_000.0, 52_000.0);
    assertThat(new HashSet<>(delays)).hasSizeGreaterThan(9_000);
    assertThat(Jitter.share(Duration.ofDays(1), -1)).isLessThan(Duration.ofDays(1));
    assertThat(every("PT1H", null, null).delay()).isZero();
  }

  /** Nodes of different versions must agree, so the formula is for ever. */
  @Test
  void neverChangesTheShareOfATask() {
    // The first output of SplitMix64 seeded with 0 is e220a8397b1dcdaf.
    var share = 0xe220a839L / 4294967296.0;
    assertThat(Jitter.share(Duration.ofDays(1), 0))
        .isEqualTo(Duration.ofMillis((long) (86_400_000 * share)));
  }

  @Test
  void refusesWhatDoesNotRecur() {
    assertThatIllegalArgumentException()
        .isThrownBy(() -> Timetables.of(ScheduleSpec.ONCE.plan(), ANCHOR, 1));
  }

  private static Timetable every(String every, @Nullable Instant start, @Nullable Instant end) {
    return of(ScheduleBuilder.every(Duration.parse(every)).startAt(start).endAt(end).build());
  }

  private static Timetable cron(String cron, @Nullable Instant start, @Nullable Instant end) {
    return of(ScheduleBuilder.cron(cron).timeZone("UTC").startAt(start).endAt(end).build());
  }

  private static Timetable of(ScheduleSpec spec) {
    return Timetables.of(spec.plan(), ANCHOR, 1);
  }
}
