package io.crawlkeeper.systemtests;

import static io.crawlkeeper.systemtests.harness.Patience.PATIENCE;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.crawlkeeper.systemtests.harness.Api;
import io.crawlkeeper.systemtests.harness.Cluster;
import io.crawlkeeper.systemtests.harness.Folders;
import io.crawlkeeper.systemtests.harness.Measured;
import io.crawlkeeper.systemtests.harness.Postgres;
import io.crawlkeeper.systemtests.harness.Service;
import io.crawlkeeper.systemtests.harness.Site;
import io.crawlkeeper.systemtests.harness.Znodes;
import java.io.IOException;
import java.time.Duration;
import java.time.Instant;
import java.util.Collections;
import java.util.List;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.JsonNode;

/** All workers are drained, stopped and started anew, one after the other, while tasks run. */
@Order(2)
class RollingRestartIT {

  private static final int SHORT = 20;
  private static final int LONG = 6;
  private static final int BY_SIGTERM = 143;
  private static final Duration SLOWNESS = Duration.ofSeconds(3);
  private static final Duration EVERY = Duration.ofSeconds(1);
  private static final Duration RARELY = Duration.ofSeconds(5);
  private static final Duration TIME = Duration.ofSeconds(75);

  @Test
  void losesAndRepeatsNothing() throws Exception {
    try (var fast = Site.open(0, Duration.ZERO);
        var slow = Site.open(0, SLOWNESS);
        var postgres = Postgres.start(Folders.fresh("rolling-postgres"));
        var cluster = Cluster.named("rolling-restart", Cluster.LONG_SESSION);
        var znodes = Znodes.at(cluster.connect())) {
      start(cluster, postgres);
      var schedules = Schedules.until(Instant.now().plus(TIME), cluster);
      for (var i = 0; i < SHORT; i++) {
        schedules.add("short-" + i, fast.start() + "short-" + i, EVERY, "");
      }
      for (var i = 0; i < LONG; i++) {
        schedules.add("long-" + i, slow.start() + "long-" + i, RARELY, "");
      }
      await("runs are under way").atMost(PATIENCE).until(() -> slow.visits().size() >= LONG);
      for (var worker : List.copyOf(cluster.workers())) {
        renew(cluster, worker);
      }
      schedules.awaitQuiet(znodes, PATIENCE);

      var master = cluster.masterAddresses().getFirst();
      schedules.assertAccounted(master);
      for (var name : schedules.names()) {
        var visits = name.startsWith("long") ? slow.visits() : fast.visits();
        assertOnce(schedules.runs(master, name), Collections.frequency(visits, "/" + name));
      }
    }
  }

  private static void start(Cluster cluster, Postgres postgres) {
    cluster.master("master-1", postgres.settings());
    cluster.master("master-2", postgres.settings());
    for (var id : List.of("worker-1", "worker-2", "worker-3")) {
      cluster.worker(id, postgres.settings("crawlkeeper.slots=20"));
    }
    cluster.awaitWhole();
  }

  private static void renew(Cluster cluster, Service worker) throws IOException {
    var asked = Measured.now();
    var master = cluster.masterAddresses().getFirst();
    var drain = Api.post(master, "/api/v1/cluster/workers/%s:drain".formatted(worker.id()), "{}");
    assertThat(drain.status()).as("%s", drain.body()).isIn(200, 202);
    await(worker.id() + " is drained")
        .atMost(PATIENCE)
        .pollInterval(Duration.ofMillis(200))
        .untilAsserted(() -> assertThat(tasks(master, worker)).isZero());
    asked.tell(worker.id() + " is drained", "after it was asked for");
    worker.process().terminate();
    assertThat(worker.process().awaitExit(PATIENCE)).isEqualTo(BY_SIGTERM);
    var _ = cluster.restart(worker);
    cluster.awaitWhole();
    asked.tell(worker.id() + " is back", "after it was drained");
  }

  private static int tasks(String master, Service worker) throws IOException {
    for (var one : Api.cluster(master).path("workers")) {
      if (one.path("id").asString().equals(worker.id())) {
        return one.path("tasks").asInt();
      }
    }
    return 0;
  }

  /** Each run was carried out by its first attempt, and has asked for its page once. */
  private static void assertOnce(List<JsonNode> runs, int visits) {
    assertThat(runs)
        .isNotEmpty()
        .allMatch(run -> run.path("attempt").asInt() == 1)
        .allMatch(run -> run.path("state").asString().equals("succeeded"));
    assertThat(visits).isEqualTo(runs.size());
  }
}
