package io.crawlkeeper.clock;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.time.Instant;
import org.junit.jupiter.api.Test;

class TrustedClockTest {

  private static final Instant NOON = Instant.parse("2026-03-01T12:00:00Z");
  private static final Duration LITTLE = Duration.ofMillis(1_500);
  private static final Duration HOURS = Duration.ofHours(3);

  private long nanos;
  private Duration machineAhead = Duration.ZERO;
  private Duration zooKeeperAhead = Duration.ZERO;
  private final ClockCheck check = new ClockCheck(() -> truth().plus(machineAhead), () -> nanos);
  private final TrustedClock clock = new TrustedClock(check);

  @Test
  void goesOnFromTheMachinesClockBeforeZooKeeperHasToldItsTime() {
    assertThat(clock.instant()).isEqualTo(NOON);
    machineAhead = HOURS;
    pass(LITTLE);

    assertThat(clock.instant()).isEqualTo(NOON.plus(LITTLE));
  }

  @Test
  void isTheMachinesClockWhileZooKeepersAgrees() {
    machineAhead = LITTLE;
    sample();
    pass(Duration.ofSeconds(5));

    assertThat(clock.instant()).isEqualTo(truth().plus(LITTLE));
  }

  @Test
  void isNotMovedByAClockThatJumpsAheadOrBack() {
    sample();
    assertThat(clock.instant()).isEqualTo(NOON);
    for (var jump : new Duration[] {HOURS, HOURS.negated(), Duration.ofDays(91), HOURS}) {
      machineAhead = jump;
      pass(Duration.ofSeconds(7));
      assertThat(clock.instant()).as("%s ahead", jump).isEqualTo(truth());
      machineAhead = Duration.ZERO;
      assertThat(clock.instant()).isEqualTo(truth());
    }
  }

  @Test
  void goesOnWithoutZooKeeper() {
    sample();
    assertThat(clock.instant()).isEqualTo(NOON);
    machineAhead = HOURS;
    pass(HOURS);

    assertThat(clock.instant()).isEqualTo(truth());
  }

  @Test
  void isZooKeepersWhereTheMachinesWasWrongFromTheBeginning() {
    machineAhead = HOURS;
    var late = new TrustedClock(check);
    assertThat(late.instant()).isEqualTo(NOON.plus(HOURS));
    sample();

    assertThat(late.instant()).isEqualTo(NOON);
  }

  @Test
  void isZooKeepersWhereTheMachinesDriftsAway() {
    sample();
    for (var millis = 0; millis < 60_000; millis += 100) {
      machineAhead = Duration.ofMillis(millis);
      pass(Duration.ofSeconds(1));
      sample();
      var tolerated = millis <= 2_000 ? machineAhead : Duration.ZERO;
      if (millis <= 2_000 || millis > 4_500) { // In between it stands still.
        assertThat(clock.instant()).isEqualTo(truth().plus(tolerated));
      }
    }
  }

  @Test
  void isNotMovedByAZooKeeperThatJumps() {
    sample();
    assertThat(clock.instant()).isEqualTo(NOON);
    zooKeeperAhead = HOURS;
    pass(Duration.ofSeconds(10));
    sample();

    assertThat(check.agrees()).isFalse();
    assertThat(clock.instant()).isEqualTo(truth());
    machineAhead = HOURS.negated();
    pass(Duration.ofSeconds(10));
    assertThat(clock.instant()).as("both are wrong").isEqualTo(truth());
  }

  @Test
  void takesOverWhatBothSay() {
    sample();
    assertThat(clock.instant()).isEqualTo(NOON);
    machineAhead = HOURS; // As after a suspend, in which no time passed for the machine.
    zooKeeperAhead = HOURS;
    assertThat(clock.instant()).isEqualTo(NOON);
    sample();

    assertThat(clock.instant()).isEqualTo(NOON.plus(HOURS));
  }

  @Test
  void standsStillRatherThanGoBackALittle() {
    machineAhead = LITTLE;
    sample();
    assertThat(clock.instant()).isEqualTo(NOON.plus(LITTLE));
    machineAhead = Duration.ZERO;
    pass(Duration.ofSeconds(1));
    assertThat(clock.instant()).isEqualTo(NOON.plus(LITTLE));

    pass(Duration.ofSeconds(1));
    assertThat(clock.instant()).isEqualTo(NOON.plusSeconds(2));
  }

  @Test
  void followsALeaderOfZooKeeperWhoseClockDiffersABit() {
    machineAhead = LITTLE;
    sample();
    assertThat(clock.instant()).isEqualTo(NOON.plus(LITTLE));
    zooKeeperAhead = LITTLE.negated();
    pass(Duration.ofSeconds(10));
    sample();

    assertThat(check.agrees()).isFalse();
    assertThat(clock.instant()).isEqualTo(truth().minus(LITTLE));
  }

  @Test
  void showsMilliseconds() {
    machineAhead = HOURS;
    sample();
    pass(Duration.ofNanos(1_234_567));

    assertThat(clock.instant()).isEqualTo(NOON.plusMillis(1));
  }

  private Instant truth() {
    return NOON.plusNanos(nanos);
  }

  private void sample() {
    check.sampled(truth().plus(zooKeeperAhead), nanos, nanos);
  }

  private void pass(Duration time) {
    nanos += time.toNanos();
  }
}
