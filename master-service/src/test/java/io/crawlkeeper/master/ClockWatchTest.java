package io.crawlkeeper.master;

import static org.assertj.core.api.Assertions.assertThat;

import io.crawlkeeper.clock.Agreement;
import io.crawlkeeper.clock.NodeClock;
import io.crawlkeeper.master.cluster.Event;
import io.crawlkeeper.master.cluster.EventLog;
import io.crawlkeeper.znode.ZnodeCodec;
import io.crawlkeeper.znode.ZnodePaths;
import io.crawlkeeper.zookeeper.CuratorKeeper;
import io.crawlkeeper.zookeeper.ZooKeeperClients;
import java.time.Duration;
import java.time.InstantSource;
import org.apache.curator.framework.CuratorFramework;
import org.apache.curator.test.TestingServer;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class ClockWatchTest {

  private final EventLog events = new EventLog();
  private TestingServer server;
  private CuratorFramework client;
  private ClockWatch watch;

  @BeforeEach
  void start() throws Exception {
    server = new TestingServer();
    client = ZooKeeperClients.open(server.getConnectString() + "/test", Duration.ofSeconds(60));
    client.create().forPath(ZnodePaths.CLOCKS);
    watch = new ClockWatch(new CuratorKeeper(client), events, InstantSource.fixed(Images.START));
  }

  @AfterEach
  void stop() throws Exception {
    watch.close();
    client.close();
    server.close();
  }

  @Test
  void tellsWhenAClockGoesWrongAndWhenItIsRightAgain() throws Exception {
    says("worker-1.x", Agreement.AGREED, 12L);
    says("master-1.y", Agreement.AGREED, -3L);
    client.create().forPath(ZnodePaths.clock("worker-0.old"), new byte[0]);
    watch.look();
    assertThat(events.last(9)).isEmpty();
    assertThat(watch.clocks()).containsOnlyKeys("worker-1.x", "master-1.y");

    says("worker-1.x", Agreement.OFF, 3_600_000L);
    says("master-1.y", Agreement.UNKNOWN, null);
    watch.look();
    watch.look();
    assertThat(events.last(9))
        .containsExactly(
            event(
                Event.Type.CLOCK_OFF,
                "worker-1.x",
                "Its machine's clock is 3600.0 s ahead of ZooKeeper's."),
            event(
                Event.Type.CLOCK_OFF,
                "master-1.y",
                "ZooKeeper has not told it its time for long."));

    says("worker-1.x", Agreement.AGREED, 0L);
    watch.look();
    assertThat(events.last(1))
        .containsExactly(
            event(
                Event.Type.CLOCK_RIGHT,
                "worker-1.x",
                "Its machine's clock agrees with ZooKeeper's."));
  }

  private static Event event(Event.Type type, String node, String message) {
    return new Event(Images.START, type, node, message);
  }

  private void says(String node, Agreement agreement, @Nullable Long ahead) throws Exception {
    var path = ZnodePaths.clock(node);
    var data = ZnodeCodec.encode(new NodeClock(agreement, ahead));
    if (client.checkExists().forPath(path) == null) {
      client.create().forPath(path, data);
    } else {
      client.setData().forPath(path, data);
    }
  }
}
