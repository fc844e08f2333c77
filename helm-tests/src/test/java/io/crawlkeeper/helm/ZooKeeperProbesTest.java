package io.crawlkeeper.helm;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** ZooKeeper reads its configuration, and the probes tell what they are there to tell. */
class ZooKeeperProbesTest {

  private static final Duration TO_START = Duration.ofSeconds(60);

  @Test
  void aServerAloneIsReady(@TempDir Path folder) throws IOException {
    try (var servers = ZooKeeperServers.of(Scenario.DEMO, folder)) {
      servers.start(1);

      await().atMost(TO_START).until(() -> servers.answers("readinessProbe", 1));
      await().atMost(TO_START).until(() -> servers.answers("livenessProbe", 1));
    }
  }

  @Test
  void oneOfThreeLivesAndIsReadyWhenThereAreTwo(@TempDir Path folder)
      throws IOException, InterruptedException {
    try (var servers = ZooKeeperServers.of(Scenario.PRODUCTION, folder)) {
      servers.start(1);
      await().atMost(TO_START).until(() -> servers.answers("livenessProbe", 1));
      assertThat(servers.answers("readinessProbe", 1)).isFalse();

      servers.start(2);

      await()
          .atMost(TO_START)
          .until(
              () -> servers.answers("readinessProbe", 1) && servers.answers("readinessProbe", 2));
    }
  }
}
