package io.crawlkeeper.zookeeper;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.crawlkeeper.clock.Agreement;
import io.crawlkeeper.clock.ClockCheck;
import io.crawlkeeper.clock.NodeClock;
import io.crawlkeeper.znode.ZnodeCodec;
import io.crawlkeeper.znode.ZnodePaths;
import java.time.Duration;
import java.time.Instant;
import org.apache.curator.framework.CuratorFramework;
import org.apache.curator.test.TestingServer;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class ZooKeeperClockTest {

  private static final String NODE = "worker-1.x";

  private Duration ahead = Duration.ZERO;
  private final ClockCheck check =
      new ClockCheck(() -> Instant.now().plus(ahead), System::nanoTime);
  private TestingServer server;
  private CuratorFramework client;
  private ZooKeeperClock clock;

  @BeforeEach
  void start() throws Exception {
    server = new TestingServer();
    client = ZooKeeperClients.open(server.getConnectString() + "/test", Duration.ofSeconds(60));
    client.create().forPath(ZnodePaths.LAYOUT);
    client.create().forPath(ZnodePaths.CLOCKS);
    clock = new ZooKeeperClock(new CuratorKeeper(client), NODE, check, System::nanoTime);
  }

  @AfterEach
  void stop() throws Exception {
    clock.close();
    client.close();
    server.close();
  }

  @Test
  void knowsZooKeepersTimeWhenItHasStarted() throws Exception {
    clock.start();

    assertThat(check.agrees()).isTrue();
    assertThat(said().agreement()).isEqualTo(Agreement.AGREED);
  }

  @Test
  void saysWhatItFindsOfTheMachinesClock() throws Exception {
    ahead = Duration.ofHours(-1);
    ask();

    assertThat(check.agreement()).isEqualTo(Agreement.OFF);
    assertThat(said().agreement()).isEqualTo(Agreement.OFF);
    assertThat(said().aheadMillis()).isBetween(-3_660_000L, -3_540_000L);
  }

  @Test
  void makesTheFolderThatAnOperatorHasDeleted() throws Exception {
    clock.ask();
    client.delete().deletingChildrenIfNeeded().forPath(ZnodePaths.CLOCKS);
    ask();

    assertThat(said().agreement()).isEqualTo(Agreement.AGREED);
    assertThat(client.checkExists().forPath(ZnodePaths.CLOCKS).getEphemeralOwner()).isZero();
  }

  @Test
  void leavesTheLayoutToAMaster() throws Exception {
    client.delete().forPath(ZnodePaths.CLOCKS);
    client.delete().forPath(ZnodePaths.LAYOUT);
    clock.start();

    assertThat(check.agreement()).isEqualTo(Agreement.UNKNOWN);
    assertThat(client.checkExists().forPath(ZnodePaths.CLOCKS)).isNull();
  }

  /** Until an answer comes so soon that it tells the time. */
  private void ask() {
    await()
        .until(
            () -> {
              clock.ask();
              return check.told();
            });
  }

  private NodeClock said() throws Exception {
    return ZnodeCodec.decode(client.getData().forPath(ZnodePaths.clock(NODE)), NodeClock.class);
  }
}
