package io.crawlkeeper.schedule;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;
import java.time.ZoneId;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class CronTicksTest {

  private static final Instant FROM = Instant.parse("2020-01-01T00:00:00Z");
  private static final Instant TO = Instant.parse("2030-01-01T00:00:00Z");

  private static final List<String> CRONS =
      List.of(
          "30 2 * * *",
          "0 0 * * *",
          "15 0 * * *",
          "*/15 * * * *",
          "0 * * * *",
          "0 30 1 * * *",
          "15 2 * * 0",
          "0 0 29 2 *",
          "0 2,3 * * *",
          "0,30 1-2 * * *",
          "*/10 2 * * *",
          "0 */2 * * *",
          "45 1 * 3-4 0",
          "20,40 30 2 * * *",
          "*/20 5 0-3 * * *",
          "10 */3 * * 5-6",
          "30 0 1,15 * 1",
          "0 12 * * */2",
          "59 23 31 12 *");

  @ParameterizedTest
  @ValueSource(
      strings = {
        "Africa/Cairo",
        "Australia/Lord_Howe",
        "Europe/Berlin",
        "America/New_York",
        "Asia/Shanghai"
      })
  void hasTheTicksThatOneFindsByLookingAtTheClockForTenYears(String zone) {
    var rules = ZoneId.of(zone).getRules();
    var found =
        ClockWalk.ticks(rules, CRONS.stream().map(PlainCron::of).toList(), FROM, TO).iterator();
    for (var text : CRONS) {
      var expected = found.next();
      var ticks = new CronTicks(Cron.parse(text), rules);
      assertThat(all(ticks, FROM, TO)).as("%s in %s", text, zone).isEqualTo(expected);
      assertAgree(ticks, expected);
    }
  }

  private static List<Instant> all(Ticks ticks, Instant from, Instant to) {
    return Stream.iterate(
            ticks.next(from.minusNanos(1)), tick -> tick != null && tick.isBefore(to), ticks::next)
        .toList();
  }

  /** At random points, and just before, at and after ticks. */
  private static void assertAgree(Ticks ticks, List<Instant> all) {
    var random = new Random(1);
    for (var round = 0; round < 20; round++) {
      var first = random.nextInt(all.size());
      var last = Math.min(all.size() - 1, first + random.nextInt(1000));
      var after = all.get(first).plusNanos(random.nextInt(3) - 1);
      var upTo = all.get(last).plusNanos(random.nextInt(3) - 1);
      var between =
          all.subList(first, last + 1).stream()
              .filter(tick -> tick.isAfter(after) && !tick.isAfter(upTo))
              .toList();
      assertThat(ticks.count(after, upTo)).isEqualTo(between.size());
      assertThat(ticks.last(after, upTo)).isEqualTo(between.isEmpty() ? null : between.getLast());
    }
  }

  @Test
  void holdsAtEveryChangeOfTheClocksAnywhere() {
    var texts = List.of("0,7,30,45 0-23 * * *", "*/15 * * * *", "0 0 * * *", "30 2 * * *");
    var crons = texts.stream().map(PlainCron::of).toList();
    var zones = ZoneId.getAvailableZoneIds().stream().map(id -> ZoneId.of(id).getRules());
    for (var rules : zones.distinct().toList()) {
      var change = rules.nextTransition(Instant.parse("2010-01-01T00:00:00Z"));
      while (change != null && change.getInstant().isBefore(TO)) {
        var from = change.getInstant().minus(3, ChronoUnit.HOURS);
        var to = change.getInstant().plus(3, ChronoUnit.HOURS);
        var found = new ArrayList<List<Instant>>();
        texts.forEach(text -> found.add(all(new CronTicks(Cron.parse(text), rules), from, to)));
        assertThat(found).as("%s", change).isEqualTo(ClockWalk.ticks(rules, crons, from, to));
        change = rules.nextTransition(change.getInstant());
      }
    }
  }

  @ParameterizedTest
  @CsvSource({
    "30 2 * * *, Europe/Berlin, 2026-03-28T12:00:00Z, 2026-03-29T01:00:00Z",
    "30 2 * * *, Europe/Berlin, 2026-10-24T12:00:00Z, 2026-10-25T00:30:00Z",
    "30 2 * * *, Europe/Berlin, 2026-10-25T00:30:00Z, 2026-10-26T01:30:00Z",
    "30 2 * * *, Europe/Berlin, 2026-10-25T01:15:00Z, 2026-10-26T01:30:00Z",
    "*/15 2 * * *, Europe/Berlin, 2026-03-28T12:00:00Z, 2026-03-30T00:00:00Z",
    "*/15 2 * * *, Europe/Berlin, 2026-10-25T00:45:00Z, 2026-10-25T01:00:00Z",
    "0 0 * * *, Africa/Cairo, 2026-04-23T12:00:00Z, 2026-04-23T22:00:00Z",
    "15 2 * * *, Australia/Lord_Howe, 2026-10-03T12:00:00Z, 2026-10-03T15:30:00Z",
    "0 12 * * *, Asia/Kolkata, 2026-01-01T06:30:00Z, 2026-01-02T06:30:00Z",
    "0 0 1 1 *, UTC, 1970-01-01T00:00:00Z, 1971-01-01T00:00:00Z",
    "0 0 29 2 *, UTC, 2096-02-29T00:00:00Z, 2104-02-29T00:00:00Z"
  })
  void isAtItsTimeWhenClocksAreChanged(String cron, String zone, Instant after, Instant next) {
    assertThat(new CronTicks(Cron.parse(cron), ZoneId.of(zone).getRules()).next(after))
        .isEqualTo(next);
  }

  @Test
  void givesUpOnTimesThatNeverCome() {
    var rules = ZoneId.of("Europe/Berlin").getRules();
    assertThat(new CronTicks(Cron.parse("0 0 30 2 *"), rules).next(FROM)).isNull();
    assertThat(new CronTicks(Cron.parse("*/5 * 30 2 *"), rules).next(FROM)).isNull();
    assertThat(new CronTicks(Cron.parse("0 0 31 2,4,6,9,11 *"), rules).count(FROM, TO)).isZero();
    assertThat(new CronTicks(Cron.parse("0 0 30 2 *"), rules).last(FROM, TO)).isNull();
  }

  @Test
  void countsTheSecondsOfYears() {
    var ticks = new CronTicks(Cron.parse("* * * * * *"), ZoneId.of("Africa/Cairo").getRules());
    assertThat(ticks.count(FROM, TO)).isEqualTo(ChronoUnit.SECONDS.between(FROM, TO));
    assertThat(ticks.last(FROM, TO)).isEqualTo(TO);
  }
}
