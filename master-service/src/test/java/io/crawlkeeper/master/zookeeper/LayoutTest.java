package io.crawlkeeper.master.zookeeper;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import io.crawlkeeper.znode.ZnodePaths;
import io.crawlkeeper.zookeeper.ZooKeeperClients;
import java.time.Duration;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import org.apache.curator.framework.CuratorFramework;
import org.apache.curator.framework.recipes.locks.InterProcessMutex;
import org.apache.curator.test.TestingServer;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class LayoutTest {

  private static final String LOCK = ZnodePaths.LOCKS + "/layout";

  private TestingServer server;
  private CuratorFramework client;

  @BeforeEach
  void start() throws Exception {
    server = new TestingServer();
    client = ZooKeeperClients.open(server.getConnectString() + "/t", Duration.ofSeconds(60));
  }

  @AfterEach
  void stop() throws Exception {
    client.close();
    server.close();
  }

  @Test
  void makesWhatIsMissingAndLeavesTheRest() throws Exception {
    new Layout(client).prepare();
    var bucket = ZnodePaths.TASKS + "/" + ZnodePaths.bucket(7);
    client.create().forPath(bucket + "/task", new byte[] {1});
    client.delete().forPath(ZnodePaths.TASKS + "/" + ZnodePaths.bucket(8));
    client.setData().forPath(ZnodePaths.LAYOUT, "1".getBytes(UTF_8));

    new Layout(client).prepare();

    assertThat(client.getChildren().forPath(ZnodePaths.TASKS)).hasSize(ZnodePaths.BUCKETS);
    assertThat(client.getData().forPath(bucket + "/task")).containsExactly(1);
    assertThat(client.getData().forPath(ZnodePaths.LAYOUT))
        .asString()
        .isEqualTo(String.valueOf(Layout.VERSION));
  }

  /** As all masters of a busy machine start at once, or one was killed while it had the lock. */
  @Test
  void waitsForAMasterThatTakesItsTime() throws Exception {
    try (var other = Executors.newSingleThreadScheduledExecutor()) {
      var lock = new InterProcessMutex(client, LOCK);
      var held =
          other.submit(
              () -> {
                lock.acquire();
                return true;
              });
      assertThat(held.get()).isTrue();
      var released =
          other.schedule(
              () -> {
                lock.release();
                return true;
              },
              11,
              TimeUnit.SECONDS);

      new Layout(client).prepare();

      assertThat(released.get()).isTrue();
      assertThat(client.checkExists().forPath(ZnodePaths.LAYOUT)).isNotNull();
    }
  }
}
