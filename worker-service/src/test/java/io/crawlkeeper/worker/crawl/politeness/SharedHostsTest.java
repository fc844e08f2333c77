package io.crawlkeeper.worker.crawl.politeness;

import static org.assertj.core.api.Assertions.assertThat;

import io.crawlkeeper.lease.Demand;
import java.time.Duration;
import java.util.Comparator;
import java.util.HashMap;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Many workers at few hosts, in a time of the test's own. */
class SharedHostsTest {
  private static final Duration DELAY = Duration.ofMillis(100);

  @ParameterizedTest
  @ValueSource(longs = {1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 12})
  void keepsTheLimitsThroughCrashesPausesAndLostReplies(long seed) {
    var town = new HostTown(seed, 3, new Demand(DELAY, 2), true);
    for (var i = 0; i < 4; i++) {
      town.addWorker();
    }

    town.run(Duration.ofMinutes(3));

    town.assertLimitsKept();
    assertThat(town.starts().size()).isGreaterThan(1_000);
  }

  @Test
  void givesEachWorkerItsShare() {
    var town = new HostTown(1, 1, new Demand(DELAY, 2), false);
    town.addWorker();
    town.addWorker();
    town.addWorker();

    town.run(Duration.ofMinutes(1));

    town.assertLimitsKept();
    Map<String, Integer> shares = new HashMap<>();
    town.starts().forEach(start -> shares.merge(start.worker(), 1, Integer::sum));
    assertThat(shares).hasSize(3);
    assertThat(shares.values()).allSatisfy(share -> assertThat(share).isGreaterThan(100));
    // Ten a second are allowed; handing over costs some of it.
    assertThat(town.starts().size()).isBetween(450, 600);
  }

  @Test
  void loseNothingToLeasesWhereOneIsAlone() {
    var town = new HostTown(1, 1, new Demand(Duration.ofMillis(10), 64), false);
    town.addWorker();

    town.run(Duration.ofSeconds(20));

    assertThat(town.starts().size()).isGreaterThan(1_800);
    var first = town.starts().stream().min(Comparator.comparingLong(HostTown.Start::at));
    assertThat(first.orElseThrow().at()).isLessThan(Duration.ofMillis(200).toNanos());
  }
}
