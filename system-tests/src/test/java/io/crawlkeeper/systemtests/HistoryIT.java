package io.crawlkeeper.systemtests;

import static io.crawlkeeper.systemtests.harness.Patience.PATIENCE;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.crawlkeeper.systemtests.harness.Cluster;
import io.crawlkeeper.systemtests.harness.Folders;
import io.crawlkeeper.systemtests.harness.Measured;
import io.crawlkeeper.systemtests.harness.Postgres;
import io.crawlkeeper.systemtests.harness.Site;
import io.crawlkeeper.systemtests.harness.Znodes;
import java.time.Duration;
import java.time.Instant;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Test;

/** Runs and ticks are in the history, whichever database keeps it, and also if it was away. */
@Order(6)
class HistoryIT {

  private static final int SCHEDULES = 10;
  private static final Duration EVERY = Duration.ofSeconds(1);
  private static final Duration TIME = Duration.ofSeconds(30);
  private static final Duration OUTAGE = Duration.ofSeconds(10);

  @Test
  void sqliteKeepsRunsAndTicksOfOneMachine() throws Exception {
    var file = Folders.fresh("history-sqlite-file").resolve("crawlkeeper.db");
    try (var cluster = Cluster.named("history-sqlite", Cluster.LONG_SESSION)) {
      start(cluster, "crawlkeeper.database.url=jdbc:sqlite:" + file);
      assertKept(cluster, TIME, () -> {});
    }
  }

  @Test
  void postgresqlKeepsRunsAndTicksThoughItWasAwayForAWhile() throws Exception {
    try (var postgres = Postgres.start(Folders.fresh("history-postgres"));
        var cluster = Cluster.named("history-postgresql", Cluster.LONG_SESSION)) {
      start(cluster, postgres.settings());
      assertKept(cluster, TIME.plus(OUTAGE), () -> interrupt(postgres));
    }
  }

  private static void start(Cluster cluster, String... database) {
    cluster.master("master-1", database);
    cluster.worker("worker-1", database);
    cluster.worker("worker-2", database);
    cluster.awaitWhole();
  }

  private static void interrupt(Postgres postgres) {
    postgres.stop();
    var away = Measured.now();
    await().atMost(PATIENCE).until(() -> away.elapsed().compareTo(OUTAGE) > 0);
    postgres.start();
    away.tell("the database is back", "after it was stopped");
  }

  /** Disturbs the cluster once schedules fire, and expects every tick and run in the history. */
  private static void assertKept(Cluster cluster, Duration time, Runnable disturbance)
      throws Exception {
    try (var site = Site.open(0, Duration.ZERO);
        var znodes = Znodes.at(cluster.connect())) {
      var schedules = Schedules.until(Instant.now().plus(time), cluster);
      for (var i = 0; i < SCHEDULES; i++) {
        schedules.add("kept-" + i, site.start() + "page-" + i, EVERY, "\"misfire\": \"all\"");
      }
      await("schedules fire").atMost(PATIENCE).until(() -> site.visits().size() > SCHEDULES);
      disturbance.run();
      schedules.awaitQuiet(znodes, PATIENCE);

      var master = cluster.masterAddresses().getFirst();
      schedules.assertAccounted(master);
      assertThat(schedules.fired()).isPositive();
      for (var name : schedules.names()) {
        assertThat(schedules.runs(master, name))
            .isNotEmpty()
            .allMatch(run -> run.path("state").asString().equals("succeeded"));
      }
    }
  }
}
