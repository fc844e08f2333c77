package io.crawlkeeper.master.zookeeper;

import static io.crawlkeeper.master.Images.draft;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.crawlkeeper.master.Images;
import io.crawlkeeper.master.leader.LeaderLoop;
import io.crawlkeeper.master.leader.Reply;
import io.crawlkeeper.master.leader.Request;
import io.crawlkeeper.master.leader.Surroundings;
import io.crawlkeeper.model.Leadership;
import io.crawlkeeper.model.Run;
import io.crawlkeeper.model.WorkerNode;
import io.crawlkeeper.znode.ZnodePaths;
import io.crawlkeeper.zookeeper.ZooKeeperClients;
import java.time.Duration;
import java.time.InstantSource;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicReference;
import org.apache.curator.framework.CuratorFramework;
import org.apache.curator.test.TestingServer;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.pcollections.HashPMap;
import org.pcollections.HashTreePMap;
import org.pcollections.TreePMap;

class ElectionTest {

  private TestingServer server;
  private Master first;
  private Master second;

  @BeforeEach
  void start() throws Exception {
    server = new TestingServer();
    first = new Master("master-1");
    new Layout(first.client).prepare();
    first.stand();
    await().until(first.loop::leading);
    second = new Master("master-2");
    second.stand();
    await().until(() -> participants() == 2);
  }

  @AfterEach
  void stop() throws Exception {
    first.close();
    second.close();
    server.close();
  }

  @Test
  void handsOverWithoutWaitingForTheSession() {
    var before = first.loop.epoch();
    first.election.leave();

    await().atMost(Duration.ofSeconds(3)).until(second.loop::leading);
    assertThat(first.loop.leading()).isFalse();
    assertThat(second.loop.epoch()).isGreaterThan(before);
  }

  @Test
  void abdicatesWhenItsWriteIsFencedAndStandsAnew() throws Exception {
    second.client.setData().forPath(ZnodePaths.EPOCH, new byte[0]);

    var reply =
        first
            .loop
            .submit(new Request.Create(draft("t"), null, "op", false))
            .get(20, TimeUnit.SECONDS);

    assertThat(reply).isEqualTo(new Reply.NotLeading());
    assertThat(second.client.checkExists().forPath(ZnodePaths.task("t"))).isNull();
    await().until(second.loop::leading);
    await().until(() -> participants() == 2);
  }

  @Test
  void noticesThatItsNodeIsGone() throws Exception {
    var latches = second.client.getChildren().forPath(ZnodePaths.ELECTION);
    for (var latch : latches) {
      second.client.delete().forPath(ZnodePaths.ELECTION + "/" + latch);
    }

    await().atMost(Duration.ofSeconds(60)).until(() -> participants() == 2);
    await().atMost(Duration.ofSeconds(60)).until(this::oneLeads);
  }

  private boolean oneLeads() {
    return first.loop.leading() != second.loop.leading();
  }

  private int participants() throws Exception {
    return first.client.getChildren().forPath(ZnodePaths.ELECTION).size();
  }

  private static final class Alone implements Surroundings {
    @Override
    public TreePMap<String, WorkerNode> workers() {
      return TreePMap.empty();
    }

    @Override
    public HashPMap<Long, Run> runs() {
      return HashTreePMap.empty();
    }
  }

  private final class Master implements AutoCloseable {
    private final String id;
    private final CuratorFramework client;
    private final LeaderLoop loop;
    private final Election election;

    Master(String id) {
      this.id = id;
      client = ZooKeeperClients.open(server.getConnectString() + "/t", Duration.ofSeconds(10));
      var rejoin = new AtomicReference<Runnable>(() -> {});
      loop =
          new LeaderLoop(
              new ZooKeeperLeaderStore(client, id, latch -> new Leadership(id, "host:1", latch)),
              new Alone(),
              InstantSource.fixed(Images.START),
              System::nanoTime,
              () -> rejoin.get().run(),
              List.of());
      election = new Election(client, loop);
      rejoin.set(election::rejoin);
      loop.start();
    }

    void stand() {
      election.stand(id + "|host:1");
    }

    @Override
    public void close() {
      election.close();
      loop.close();
      client.close();
    }
  }
}
