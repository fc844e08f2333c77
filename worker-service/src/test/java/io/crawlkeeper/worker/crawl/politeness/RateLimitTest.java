package io.crawlkeeper.worker.crawl.politeness;

import static org.assertj.core.api.Assertions.assertThat;

import io.crawlkeeper.model.CrawlSpec.RateSpec;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
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
      limits.add(now);
      starts.add(now);
    }

    for (var rate : rates) {
      for (var i = rate.events(); i < starts.size(); i++) {
        assertThat(starts.get(i) - starts.get(i - rate.events()))
            .isGreaterThanOrEqualTo(rate.per().toNanos());
      }
    }
  }

  @Test
  void wastesNothing() {
    var limit = new RateLimit(3, Duration.ofSeconds(1), false, START);
    for (var i = 0; i < 3; i++) {
      assertThat(limit.earliest(START)).isEqualTo(START);
      limit.add(START);
    }

    assertThat(limit.earliest(START)).isEqualTo(START + Duration.ofSeconds(1).toNanos());
  }

  @Test
  void takesTheWindowsOfARunThatGoesOnForFull() {
    var limits = RateLimits.of(List.of(new RateSpec(2, Duration.ofSeconds(3))), true, START);

    var opens = START + Duration.ofSeconds(3).toNanos();
    assertThat(limits.earliest(START)).isEqualTo(opens);
    limits.add(opens);
    limits.add(opens);
    assertThat(limits.earliest(opens)).isEqualTo(opens + Duration.ofSeconds(3).toNanos());
  }
}
