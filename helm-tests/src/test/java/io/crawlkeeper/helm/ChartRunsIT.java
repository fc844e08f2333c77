package io.crawlkeeper.helm;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assumptions.assumeThat;
import static org.awaitility.Awaitility.await;

import io.zonky.test.db.postgres.embedded.EmbeddedPostgres;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The services themselves start with what the chart renders, against real servers. */
class ChartRunsIT {

  private static final Duration TO_START = Duration.ofSeconds(90);
  private static final int TO_STOP_SECONDS = 45;

  @Test
  void startsAClusterThatPassesItsProbesAndTheTestOfTheChart(@TempDir Path folder)
      throws IOException, InterruptedException {
    try (var zooKeeper = ZooKeeperServers.of(Scenario.DEMO, folder);
        var database = EmbeddedPostgres.builder().start()) {
      zooKeeper.start(1);
      await().atMost(TO_START).until(() -> zooKeeper.answers("readinessProbe", 1));
      var manifests = Chart.render(Scenario.DEMO, values(zooKeeper, database));
      var secrets =
          Map.of("crawlkeeper.database.user", "postgres", "crawlkeeper.database.password", "any");

      try (var master = PodProcess.start(manifests, "master", secrets, folder);
          var worker = PodProcess.start(manifests, "worker", secrets, folder)) {
        for (var probe : List.of("startupProbe", "livenessProbe", "readinessProbe")) {
          awaitProbe(master, probe);
          awaitProbe(worker, probe);
        }
        await()
            .atMost(TO_START)
            .until(() -> master.get("/api/v1/cluster").contains("crawlkeeper-worker-0"));

        testPasses(manifests, master, folder);
        assertThat(worker.stops(TO_STOP_SECONDS)).isTrue();
        assertThat(master.stops(TO_STOP_SECONDS)).isTrue();
      }
    }
  }

  private static void awaitProbe(PodProcess pod, String probe) {
    await(probe)
        .atMost(TO_START)
        .conditionEvaluationListener(
            state -> assertThat(pod.log()).doesNotContain("FAILED TO START"))
        .until(() -> pod.passes(probe));
  }

  /** As {@code helm test} does, by the very script of its pod. */
  private static void testPasses(List<Manifest> manifests, PodProcess master, Path folder)
      throws IOException, InterruptedException {
    assumeThat(Path.of("/usr/bin/wget")).as("the test's script wants wget").exists();
    var container = Manifest.one(manifests, "Pod", "crawlkeeper-test").at("/spec/containers/0");
    var log = folder.resolve("test.log");
    var builder =
        new ProcessBuilder("sh", "-c", container.at("/args/0").asText())
            .redirectErrorStream(true)
            .redirectOutput(log.toFile());
    builder.environment().put("MASTERS", "http://127.0.0.1:" + master.port());
    var process = builder.start();

    assertThat(process.waitFor(150, TimeUnit.SECONDS)).isTrue();
    assertThat(process.exitValue()).as("%s", Chart.read(log)).isZero();
    assertThat(Chart.read(log)).contains("passed: ");
  }

  private static String values(ZooKeeperServers zooKeeper, EmbeddedPostgres database) {
    return """
    zookeeper:
      mode: external
      external: {servers: ["%s"]}
    database:
      mode: external
      external:
        host: 127.0.0.1
        port: %d
        name: postgres
        sslMode: disable
        existingSecret: crawlkeeper-database
    master: {config: {bind: 127.0.0.1}}
    worker: {config: {bind: 127.0.0.1}}
    """
        .formatted(zooKeeper.address(), database.getPort());
  }
}
