package io.crawlkeeper.worker.crawl.politeness;

import static org.assertj.core.api.Assertions.assertThat;

import io.crawlkeeper.model.CrawlSpec.RateSpec;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.PriorityQueue;
import java.util.Random;
import org.junit.jupiter.api.Test;

class RateLimitTest {
  private static final long START = Long.MAX_VALUE - Duration.ofSeconds(9).toNanos();

  @Test
  void keepsEveryWindowOfSeveralRates() {
    var rates =
        List.of(
            new RateSpec(1, Duration.ofMillis(10)),
            new RateSpec(20, Duration.ofSeconds(1)),
            new RateSpec(50, Duration.ofSeconds(4)));
    var limits = RateLimits.of(rates, false, START);
    var random = new Random(5);
    var starts = new ArrayList<Long>();
    for (var now = START; starts.size() < 400; now += random.nextLong(30_000_000)) {
      var earliest = limits.earliest(now);
      now = earliest - now > 0 ? earliest : now;
      arrived(limits, now);
      starts.add(now);
    }

    for (var rate : rates) {
      for (var i = rate.events(); i < starts.size(); i++) {
        assertThat(starts.get(i) - starts.get(i - rate.events()))
            .isGreaterThanOrEqualTo(rate.per().toNanos());
      }
    }
  }

  private static void arrived(RateLimits limits, long now) {
    var ration = limits.begin();
    ration.sent(now);
    ration.arrived(now);
  }

  @Test
  void keepsEveryWindowOfArrivalsHoweverRequestsTravel() {
    var rate = new RateSpec(5, Duration.ofMillis(400));
    var limits = RateLimits.of(List.of(rate), false, START);
    var random = new Random(7);
    var arrivals = new ArrayList<Long>();
    var answers = new PriorityQueue<Answer>();
    var now = START;
    while (arrivals.size() < 2_000) {
      var next = limits.nextSending(now);
      var answer = answers.peek();
      if (answer != null && answer.at - next <= 0) {
        answers.remove();
        now = answer.at;
        answer.ration.arrived(now);
        continue;
      }
      now = next;
      var ration = limits.begin();
      ration.sent(now);
      var arrival = now + random.nextLong(Trail.TRAVEL.toNanos());
      arrivals.add(arrival);
      answers.add(new Answer(arrival + random.nextLong(900_000_000), ration));
    }

    arrivals.sort(Comparator.comparingLong(arrival -> arrival - START));
    for (var i = rate.events(); i < arrivals.size(); i++) {
      assertThat(arrivals.get(i) - arrivals.get(i - rate.events()))
          .isGreaterThanOrEqualTo(rate.per().toNanos());
    }
  }

  /** Begins at {@code at}. */
  private record Answer(long at, Ration ration) implements Comparable<Answer> {
    @Override
    public int compareTo(Answer other) {
      return Long.compare(at - START, other.at - START);
    }
  }

  @Test
  void keepsPlacesForWhatHasBegun() {
    var limits = RateLimits.of(List.of(new RateSpec(2, Duration.ofSeconds(3))), false, START);
    var first = limits.begin();
    limits.begin();

    assertThat(limits.earliest(START)).isEqualTo(START + Duration.ofSeconds(3).toNanos());
    first.end();
    first.end();
    assertThat(limits.earliest(START)).as("a place was given back").isEqualTo(START);
  }

  @Test
  void wastesNothing() {
    var limit = new RateLimit(3, Duration.ofSeconds(1), false, START);
    for (var i = 0; i < 3; i++) {
      assertThat(limit.earliest(0, START)).isEqualTo(START);
      limit.add(START);
    }

    assertThat(limit.earliest(0, START)).isEqualTo(START + Duration.ofSeconds(1).toNanos());
  }

  @Test
  void takesTheWindowsOfARunThatGoesOnForFull() {
    var limits = RateLimits.of(List.of(new RateSpec(2, Duration.ofSeconds(3))), true, START);

    var opens = START + Duration.ofSeconds(3).toNanos();
    assertThat(limits.earliest(START)).isEqualTo(opens);
    arrived(limits, opens);
    arrived(limits, opens);
    assertThat(limits.earliest(opens)).isEqualTo(opens + Duration.ofSeconds(3).toNanos());
  }
}
