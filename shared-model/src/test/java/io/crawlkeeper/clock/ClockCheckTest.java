package io.crawlkeeper.clock;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.time.Instant;
import org.junit.jupiter.api.Test;

class ClockCheckTest {

  private static final Instant NOON = Instant.parse("2026-03-01T12:00:00Z");

  private Instant wall = NOON;
  private long nanos;
  private final ClockCheck check = new ClockCheck(() -> wall, () -> nanos);

  @Test
  void trustsNothingBeforeItKnowsZooKeepersTime() {
    assertThat(check.agrees()).isFalse();
    assertThat(check.ahead()).isNull();
  }

  @Test
  void toleratesTwoSeconds() {
    check.sampled(NOON.minusMillis(1900), 0, 0);
    assertThat(check.agrees()).isTrue();

    check.sampled(NOON.minusMillis(2100), 0, 0);
    assertThat(check.agrees()).isFalse();
    assertThat(check.ahead()).isEqualTo(Duration.ofMillis(2100));
  }

  @Test
  void noticesAJumpBetweenTwoSamples() {
    check.sampled(NOON, 0, 0);
    pass(Duration.ofSeconds(5));
    assertThat(check.agrees()).isTrue();

    wall = wall.plusSeconds(3600);
    assertThat(check.agrees()).isFalse();

    wall = wall.minusSeconds(7200);
    assertThat(check.agrees()).isFalse();
  }

  @Test
  void allowsForTheTimeThatTheAnswerTook() {
    wall = NOON.plusMillis(3_500);
    nanos = Duration.ofSeconds(2).toNanos();
    check.sampled(NOON, 0, nanos);

    assertThat(check.agrees()).isTrue();
    wall = wall.plusMillis(1_000);
    assertThat(check.agrees()).isFalse();
  }

  @Test
  void doesNotTakeASampleThatSaysTooLittle() {
    check.sampled(NOON, 0, 0);
    pass(Duration.ofSeconds(60)); // Stopped while it waited for the answer.
    assertThat(check.sampled(NOON.plusSeconds(1), 0, nanos)).isFalse();

    wall = wall.plusSeconds(20);
    assertThat(check.agrees()).isFalse();
    assertThat(check.ahead()).isEqualTo(Duration.ofSeconds(20));
  }

  @Test
  void doesNotTrustAnOldSample() {
    check.sampled(NOON, 0, 0);
    pass(Duration.ofMinutes(3));

    assertThat(check.agrees()).isFalse();
    assertThat(check.agreement()).isEqualTo(Agreement.UNKNOWN);
    assertThat(check.ahead()).isNull();
  }

  private void pass(Duration time) {
    wall = wall.plus(time);
    nanos += time.toNanos();
  }
}
