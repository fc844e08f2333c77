package io.crawlkeeper.worker.crawl.politeness;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class TrailTest {
  private static final long MILLI = 1_000_000;
  private static final long DELAY = 100 * MILLI;

  private final Trail trail = new Trail();

  @Test
  void holdsBackUntilTheTenthBeforeHasArrivedAWindowAgo() {
    for (var i = 0; i < Trail.WINDOW; i++) {
      assertThat(trail.opens(0, 0)).isZero();
      trail.add(DELAY).arrived(i * DELAY + 70 * MILLI);
    }

    assertThat(trail.opens(0, 0)).isEqualTo(70 * MILLI + Trail.WINDOW * DELAY);
  }

  @Test
  void takesForGrantedThatARequestArrivesSoonAfterItWasWritten() {
    for (var i = 0; i < Trail.WINDOW; i++) {
      trail.add(DELAY).written(i);
    }

    assertThat(trail.opens(0, 0)).isEqualTo(Trail.TRAVEL.toNanos() + Trail.WINDOW * DELAY);
  }

  @Test
  void knowsNothingOfARequestThatIsNotWritten() {
    var first = trail.add(DELAY);
    for (var i = 1; i < Trail.WINDOW; i++) {
      trail.add(DELAY).arrived(0);
    }
    var late = Duration.ofMinutes(1).toNanos();
    assertThat(trail.opens(0, late)).isGreaterThan(late + Trail.WINDOW * DELAY);

    first.written(late);
    first.arrived(late + 1);

    assertThat(trail.opens(0, late)).isEqualTo(late + 1 + Trail.WINDOW * DELAY);
  }

  @Test
  void holdsShortDelaysInAWindowOfASecond() {
    for (var i = 0L; i < 200; i++) {
      assertThat(trail.opens(0, 0)).isEqualTo(i < 100 ? 0 : i * 10 * MILLI);
      trail.add(10 * MILLI).arrived(i * 10 * MILLI);
    }
  }

  @Test
  void doesNotHoldBackForFasterRequestsOfBefore() {
    for (var i = 0L; i < 100; i++) {
      trail.add(10 * MILLI).arrived(i * 10 * MILLI);
    }
    trail.add(2_000 * MILLI).arrived(1_000 * MILLI);

    assertThat(trail.opens(0, 3_000 * MILLI)).isLessThanOrEqualTo(3_000 * MILLI);
  }

  @Test
  void tellsTheNextWhenItsOwnRequestsFitInAsWell() {
    assertThat(trail.handOver(5)).isEqualTo(5);
    trail.add(DELAY).arrived(190 * MILLI); // Let go at 0, and the next 100 ms later.
    trail.add(DELAY).arrived(200 * MILLI);

    assertThat(trail.handOver(0)).isEqualTo(190 * MILLI + 2 * DELAY);
  }

  @ParameterizedTest
  @ValueSource(longs = {1, 2, 3, 4, 5})
  void keepsEveryWindowHoweverRequestsTravel(long seed) {
    var random = new Random(seed);
    var arrivals = new ArrayList<Long>();
    var now = 0L;
    for (var i = 0; i < 5_000; i++) {
      now = Math.max(now, trail.opens(now - DELAY, now));
      var travels = random.nextLong(random.nextInt(5) == 0 ? Trail.TRAVEL.toNanos() : 5 * MILLI);
      var sent = trail.add(DELAY);
      sent.written(now);
      if (random.nextBoolean()) {
        sent.arrived(now + travels + random.nextLong(50 * MILLI));
      }
      arrivals.add(now + travels);
      now += DELAY;
    }

    Collections.sort(arrivals);
    for (var i = Trail.WINDOW; i < arrivals.size(); i++) {
      assertThat(arrivals.get(i) - arrivals.get(i - Trail.WINDOW))
          .isGreaterThanOrEqualTo(Trail.WINDOW * DELAY);
    }
  }
}
