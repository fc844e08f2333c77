package io.crawlkeeper.worker.crawl.politeness;

import static org.assertj.core.api.Assertions.assertThat;

import io.crawlkeeper.lease.Demand;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Random;
import org.junit.jupiter.api.Test;

class DemandsTest {
  private final Demands demands = new Demands();

  @Test
  void isTheStrictestOfThoseThatWereAddedAndNotRemoved() {
    var random = new Random(7);
    var known = new ArrayList<Demand>();
    for (var i = 0; i < 2_000; i++) {
      if (known.isEmpty() || random.nextInt(5) < 3) {
        var demand = new Demand(Duration.ofSeconds(random.nextInt(9)), 1 + random.nextInt(9));
        known.add(demand);
        demands.add(demand);
      } else {
        demands.remove(known.remove(random.nextInt(known.size())));
      }

      var delay = known.stream().map(Demand::delay).max(Duration::compareTo);
      var concurrency = known.stream().mapToInt(Demand::concurrency).min();
      assertThat(demands.delay()).isEqualTo(delay.orElse(Duration.ZERO));
      assertThat(demands.concurrency()).isEqualTo(concurrency.orElse(1));
    }
  }

  @Test
  void areGentleWhenThereAreNone() {
    demands.add(new Demand(Duration.ofSeconds(2), 5));
    demands.remove(new Demand(Duration.ofSeconds(2), 5));

    assertThat(demands.delay()).isZero();
    assertThat(demands.concurrency()).isEqualTo(1);
  }
}
