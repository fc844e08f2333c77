package io.crawlkeeper.worker.zookeeper;

import static org.assertj.core.api.Assertions.assertThat;

import io.crawlkeeper.faults.LossyProxy;
import io.crawlkeeper.model.Progress;
import io.crawlkeeper.model.Run;
import io.crawlkeeper.worker.run.RunTokens.Held;
import io.crawlkeeper.worker.run.RunTokens.Superseded;
import io.crawlkeeper.worker.run.RunTokens.Verdict;
import io.crawlkeeper.znode.ZnodeCodec;
import io.crawlkeeper.znode.ZnodePaths;
import io.crawlkeeper.zookeeper.ZooKeeperClients;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import org.apache.curator.framework.CuratorFramework;
import org.apache.curator.test.TestingServer;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class ZooKeeperRunTokensTest {

  private static final Instant NOW = Instant.parse("2026-03-01T12:00:00Z");

  private TestingServer server;
  private LossyProxy proxy;
  private CuratorFramework client;
  private CuratorFramework other;
  private ZooKeeperRunTokens tokens;

  @BeforeEach
  void start() throws Exception {
    server = new TestingServer();
    proxy = new LossyProxy(server.getPort());
    client = ZooKeeperClients.open("127.0.0.1:" + proxy.port() + "/t", Duration.ofSeconds(5));
    other = ZooKeeperClients.open(server.getConnectString() + "/t", Duration.ofSeconds(5));
    tokens = new ZooKeeperRunTokens(client);
    tokens.start();
  }

  @AfterEach
  void stop() throws Exception {
    tokens.close();
    client.close();
    other.close();
    proxy.close();
    server.close();
  }

  @Test
  void givesANewTokenWithEachWrite() throws Exception {
    var run = assigned("t", 1);

    assertThat(write(run, 0)).isEqualTo(new Held(1));
    assertThat(write(run.at(new Progress(1, 2, 3, 4, 5)), 1)).isEqualTo(new Held(2));
  }

  @Test
  void refusesAnOldToken() throws Exception {
    var run = assigned("t", 1);
    other.setData().forPath(ZnodePaths.run("t", 1), new byte[0]);

    assertThat(write(run, 0)).isEqualTo(new Superseded());
  }

  @Test
  void refusesAWriteForATaskThatIsAssignedElsewhere() throws Exception {
    var run = assigned("t", 1);
    other.delete().forPath(ZnodePaths.assignment("w", "t"));

    assertThat(write(run, 0)).isEqualTo(new Superseded());
    assertThat(other.checkExists().forPath(ZnodePaths.run("t", 1)).getVersion()).isZero();
  }

  @Test
  void refusesARunOfATaskThatWasDeletedAndCreatedAgain() throws Exception {
    var run = assigned("t", 1);
    other.delete().forPath(ZnodePaths.run("t", 1));
    other.create().forPath(ZnodePaths.run("t", 2), new byte[0]);

    assertThat(write(run, 0)).isEqualTo(new Superseded());
  }

  @Test
  void letsTheOthersThroughWhereOneIsRefused() throws Exception {
    var runs = new ArrayList<Run>();
    for (var i = 0; i < 50; i++) {
      runs.add(assigned("t" + i, i));
    }
    other.setData().forPath(ZnodePaths.run("t7", 7), new byte[0]);
    other.delete().forPath(ZnodePaths.assignment("w", "t30"));

    List<CompletableFuture<Verdict>> verdicts =
        runs.stream().map(run -> tokens.write(run, 0)).toList();

    for (var i = 0; i < 50; i++) {
      assertThat(verdicts.get(i).get(20, TimeUnit.SECONDS))
          .isEqualTo(i == 7 || i == 30 ? new Superseded() : new Held(1));
    }
  }

  @Test
  void findsOutThatAWriteWasDoneWhoseReplyWasLost() throws Exception {
    var run = assigned("t", 1);
    proxy.loseNextReply();

    assertThat(write(run, 0)).isEqualTo(new Held(1));
    assertThat(other.checkExists().forPath(ZnodePaths.run("t", 1)).getVersion()).isEqualTo(1);
  }

  @Test
  void repeatsAWriteWhoseRequestWasLost() throws Exception {
    var run = assigned("t", 1);
    proxy.loseNextRequest();

    assertThat(write(run, 0)).isEqualTo(new Held(1));
  }

  private Verdict write(Run run, int token) throws Exception {
    return tokens.write(run, token).get(20, TimeUnit.SECONDS);
  }

  private Run assigned(String task, long id) throws Exception {
    other.create().creatingParentsIfNeeded().forPath(ZnodePaths.assignment("w", task));
    other
        .create()
        .creatingParentsIfNeeded()
        .forPath(ZnodePaths.run(task, id), ZnodeCodec.encode(Run.none(task, id)));
    return Run.none(task, id).next("w", 1, NOW);
  }
}
