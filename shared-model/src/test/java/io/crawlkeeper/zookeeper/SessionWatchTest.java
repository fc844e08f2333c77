package io.crawlkeeper.zookeeper;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.time.Duration;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.AtomicLong;
import org.apache.curator.framework.CuratorFramework;
import org.apache.curator.test.TestingServer;
import org.apache.zookeeper.ZooKeeper;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class SessionWatchTest {

  private final AtomicLong leap = new AtomicLong();
  private final List<String> heard = new CopyOnWriteArrayList<>();
  private TestingServer server;
  private CuratorFramework client;
  private SessionWatch watch;

  @BeforeEach
  void start() throws Exception {
    server = new TestingServer();
    client = ZooKeeperClients.open(server.getConnectString() + "/test", Duration.ofSeconds(5));
    watch = new SessionWatch(client, () -> System.nanoTime() + leap.get());
    watch.addListener(
        new SessionWatch.Listener() {
          @Override
          public void suspended() {
            heard.add("suspended");
          }

          @Override
          public void lost() {
            heard.add("lost");
          }

          @Override
          public void reconnected() {
            heard.add("reconnected");
          }
        });
    watch.start();
  }

  @AfterEach
  void stop() throws Exception {
    watch.close();
    client.close();
    server.close();
  }

  @Test
  void goesThroughAllPhasesOfAnOutageAndComesBack() throws Exception {
    await().until(() -> watch.phase() == SessionPhase.CONNECTED);
    server.stop();
    await().until(() -> watch.phase() == SessionPhase.SUSPENDED);
    await().until(() -> watch.phase() == SessionPhase.DOUBTFUL);
    await().until(() -> watch.phase() == SessionPhase.LOST);
    server.restart();
    await().until(() -> watch.phase() == SessionPhase.CONNECTED);
    assertThat(heard).containsSubsequence("suspended", "lost", "reconnected");
  }

  @Test
  void tellsOfAnExpiryEvenWhereTheReconnectIsQuick() throws Exception {
    endSession(client.getZookeeperClient().getZooKeeper());

    await().untilAsserted(() -> assertThat(heard).containsSubsequence("lost", "reconnected"));
    await().until(() -> watch.phase() == SessionPhase.CONNECTED);
  }

  /**
   * A leap that falls between a beat and its answer costs no session, so it is leapt until one
   * does.
   */
  @Test
  void losesBeliefAfterTheProcessWasStoppedAndRegainsIt() {
    await()
        .until(
            () -> {
              leap.addAndGet(watch.sessionTimeout().toNanos() * 2);
              return heard.contains("lost");
            });

    await().until(() -> watch.phase() == SessionPhase.CONNECTED);
    assertThat(heard).containsSubsequence("lost", "reconnected");
  }

  /** As a second client of the same session may do: the server tells the first that it is over. */
  private void endSession(ZooKeeper session) throws Exception {
    var twin =
        new ZooKeeper(
            server.getConnectString(),
            5_000,
            event -> {},
            session.getSessionId(),
            session.getSessionPasswd());
    await().until(() -> twin.getState().isConnected());
    twin.close();
  }
}
