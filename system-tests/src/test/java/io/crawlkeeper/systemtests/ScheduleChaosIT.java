package io.crawlkeeper.systemtests;

import static io.crawlkeeper.systemtests.harness.Patience.PATIENCE;
import static org.assertj.core.api.Assertions.assertThat;

import io.crawlkeeper.systemtests.harness.Cluster;
import io.crawlkeeper.systemtests.harness.Folders;
import io.crawlkeeper.systemtests.harness.Measured;
import io.crawlkeeper.systemtests.harness.Postgres;
import io.crawlkeeper.systemtests.harness.Site;
import io.crawlkeeper.systemtests.harness.Znodes;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Test;

/**
 * Schedules go on while masters and workers are killed, paused and restarted at random: each tick
 * is accounted for once. In every build for a short while; CONTRIBUTING.md has the command for five
 * minutes. What failed is repeated with the seed that it printed.
 */
@Order(1)
class ScheduleChaosIT {

  private static final int SCHEDULES = Integer.getInteger("crawlkeeper.chaos.schedules", 200);
  private static final Duration TIME =
      Duration.parse(System.getProperty("crawlkeeper.chaos.time", "PT45S"));
  private static final long SEED =
      Long.getLong("crawlkeeper.chaos.seed", new Random().nextInt(1_000_000));
  private static final Duration CREATION = Duration.ofSeconds(15);
  private static final Duration EVERY = Duration.ofSeconds(1);

  /** What is done about missed ticks differs from task to task. */
  private static final List<String> MISFIRES =
      List.of("", "\"misfire\": \"skip\"", "\"misfire\": \"once\"", "\"misfire\": \"all\"");

  @Test
  void everyTickIsFiredOrAccountedForOnceWhoeverDies() throws Exception {
    Measured.line("chaos with crawlkeeper.chaos.seed=%d for %s".formatted(SEED, TIME));
    try (var site = Site.open(0, Duration.ZERO);
        var postgres = Postgres.start(Folders.fresh("chaos-postgres"));
        var cluster = Cluster.named("schedule-chaos", Cluster.SHORT_SESSION);
        var znodes = Znodes.at(cluster.connect())) {
      start(cluster, postgres);
      var schedules = Schedules.until(Instant.now().plus(CREATION).plus(TIME), cluster);
      for (var i = 0; i < SCHEDULES; i++) {
        var misfire = MISFIRES.get(i % MISFIRES.size());
        var url = site.start() + "page-" + i;
        // Crawls of one host go one after the other, so that most of their ticks are skipped.
        if (i < SCHEDULES / 4) {
          schedules.add("tick-%03d".formatted(i), url, EVERY, misfire);
        } else {
          schedules.addCall("tick-%03d".formatted(i), url, EVERY, misfire);
        }
      }
      try (var chaos = Chaos.begin(cluster, Fault.plan(SEED, victims(), TIME))) {
        chaos.awaitEnd();
      }
      cluster.awaitWhole();
      schedules.awaitQuiet(znodes, PATIENCE);

      schedules.assertAccounted(cluster.masterAddresses().getFirst());
      assertThat(schedules.fired()).isPositive();
    }
  }

  private static List<String> victims() {
    return List.of("master-1", "master-2", "worker-1", "worker-2", "worker-3");
  }

  private static void start(Cluster cluster, Postgres postgres) {
    for (var id : victims()) {
      if (id.startsWith("master")) {
        cluster.master(id, postgres.settings());
      } else {
        cluster.worker(id, postgres.settings("crawlkeeper.slots=200"));
      }
    }
    cluster.awaitWhole();
  }
}
