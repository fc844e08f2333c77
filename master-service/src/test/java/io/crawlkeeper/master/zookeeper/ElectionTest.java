package io.crawlkeeper.master.zookeeper;

import static io.crawlkeeper.master.Images.draft;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.crawlkeeper.master.Images;
import io.crawlkeeper.master.cluster.ClusterImage;
import io.crawlkeeper.master.leader.LeaderLoop;
import io.crawlkeeper.master.leader.Reply;
import io.crawlkeeper.master.leader.Request;
import io.crawlkeeper.model.Leadership;
import io.crawlkeeper.znode.ZnodePaths;
import io.crawlkeeper.zookeeper.CuratorKeeper;
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

class ElectionTest {

  private static final Duration SESSION = Duration.ofSeconds(60);
  private static final Duration SOON = SESSION.dividedBy(2);

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

    await().atMost(SOON).until(second.loop::leading);
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
            .get(3, TimeUnit.MINUTES);

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

    await().until(() -> participants() == 2);
    await().until(this::oneLeads);
  }

  @Test
  void deletesATaskWhoseRunAnOperatorHasRemovedWithoutLosingTheLead() throws Exception {
    var stored = (Reply.Stored) ask(new Request.Create(draft("t"), null, "op-1", false));
    second.client.delete().forPath(ZnodePaths.run("t", stored.entry().id()));
    var epoch = first.loop.epoch();

    assertThat(ask(new Request.Delete("t", null, "op-2", false))).isEqualTo(new Reply.Deleted("t"));
    assertThat(second.client.checkExists().forPath(ZnodePaths.task("t"))).isNull();
    assertThat(first.loop.epoch()).isEqualTo(epoch);
    assertThat(first.loop.leading()).isTrue();
  }

  @Test
  void answersOnlyTheOneThatZooKeeperRefuses() throws Exception {
    second.client.create().forPath(ZnodePaths.task("t"), "{not json".getBytes(UTF_8));

    assertThat(ask(new Request.Create(draft("t"), null, "op-1", false)))
        .isEqualTo(new Reply.Inconsistent());
    assertThat(ask(new Request.Create(draft("u"), null, "op-2", false)))
        .isInstanceOf(Reply.Stored.class);
    assertThat(first.loop.leading()).isTrue();
  }

  @Test
  void leadsThoughATaskCannotBeRead() throws Exception {
    second.client.create().forPath(ZnodePaths.task("t"), "{not json".getBytes(UTF_8));
    first.election.leave();

    await().until(second.loop::leading);
    var reply =
        second
            .loop
            .submit(new Request.Create(draft("u"), null, "op", false))
            .get(3, TimeUnit.MINUTES);
    assertThat(reply).isInstanceOf(Reply.Stored.class);
  }

  private Reply ask(Request request) throws Exception {
    return first.loop.submit(request).get(3, TimeUnit.MINUTES);
  }

  private boolean oneLeads() {
    return first.loop.leading() != second.loop.leading();
  }

  private int participants() throws Exception {
    return first.client.getChildren().forPath(ZnodePaths.ELECTION).size();
  }

  private final class Master implements AutoCloseable {
    private final String id;
    private final CuratorFramework client;
    private final LeaderLoop loop;
    private final Election election;

    Master(String id) {
      this.id = id;
      client = ZooKeeperClients.open(server.getConnectString() + "/t", SESSION);
      var rejoin = new AtomicReference<Runnable>(() -> {});
      loop =
          new LeaderLoop(
              new ZooKeeperLeaderStore(
                  new CuratorKeeper(client),
                  id,
                  System::nanoTime,
                  latch -> new Leadership(id, "host:1", latch)),
              () -> ClusterImage.EMPTY,
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
