package io.crawlkeeper.worker.zookeeper;

import static org.assertj.core.api.Assertions.assertThat;

import io.crawlkeeper.faults.LossyProxy;
import io.crawlkeeper.model.Ledger;
import io.crawlkeeper.model.LedgerBuilder;
import io.crawlkeeper.worker.assignment.Ledgers.Held;
import io.crawlkeeper.worker.assignment.Ledgers.Superseded;
import io.crawlkeeper.worker.assignment.Ledgers.Verdict;
import io.crawlkeeper.znode.ZnodeCodec;
import io.crawlkeeper.znode.ZnodePaths;
import io.crawlkeeper.zookeeper.CuratorKeeper;
import io.crawlkeeper.zookeeper.ZooKeeperClients;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import org.apache.curator.framework.CuratorFramework;
import org.apache.curator.test.TestingServer;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class ZooKeeperLedgersTest {

  private TestingServer server;
  private LossyProxy proxy;
  private CuratorFramework client;
  private CuratorFramework other;
  private ZooKeeperLedgers ledgers;

  @BeforeEach
  void start() throws Exception {
    server = new TestingServer();
    proxy = new LossyProxy(server.getPort());
    client = ZooKeeperClients.open("127.0.0.1:" + proxy.port() + "/t", Duration.ofSeconds(60));
    other = ZooKeeperClients.open(server.getConnectString() + "/t", Duration.ofSeconds(60));
    ledgers = new ZooKeeperLedgers(new CuratorKeeper(client), "w");
    ledgers.start();
  }

  @AfterEach
  void stop() throws Exception {
    ledgers.close();
    client.close();
    other.close();
    proxy.close();
    server.close();
  }

  @Test
  void givesANewVersionWithEachWrite() throws Exception {
    var ledger = assigned("t", 1);

    assertThat(write(ledger, 0)).isEqualTo(new Held(1));
    assertThat(write(ledger, 1)).isEqualTo(new Held(2));
  }

  @Test
  void refusesAnOldVersion() throws Exception {
    var ledger = assigned("t", 1);
    other.setData().forPath(ZnodePaths.run("t", 1), new byte[0]);

    assertThat(write(ledger, 0)).isEqualTo(new Superseded());
  }

  @Test
  void refusesAWriteForATaskThatIsAssignedElsewhere() throws Exception {
    var ledger = assigned("t", 1);
    other.delete().forPath(ZnodePaths.assignment("w", "t"));

    assertThat(write(ledger, 0)).isEqualTo(new Superseded());
    assertThat(other.checkExists().forPath(ZnodePaths.run("t", 1)).getVersion()).isZero();
  }

  @Test
  void refusesALedgerOfATaskThatWasDeletedAndCreatedAgain() throws Exception {
    var ledger = assigned("t", 1);
    other.delete().forPath(ZnodePaths.run("t", 1));
    other.create().forPath(ZnodePaths.run("t", 2), new byte[0]);

    assertThat(write(ledger, 0)).isEqualTo(new Superseded());
  }

  @Test
  void letsTheOthersThroughWhereOneIsRefused() throws Exception {
    var all = new ArrayList<Ledger>();
    for (var i = 0; i < 50; i++) {
      all.add(assigned("t" + i, i));
    }
    other.setData().forPath(ZnodePaths.run("t7", 7), new byte[0]);
    other.delete().forPath(ZnodePaths.assignment("w", "t30"));

    List<CompletableFuture<Verdict>> verdicts =
        all.stream().map(ledger -> ledgers.write(ledger, 0)).toList();

    for (var i = 0; i < 50; i++) {
      assertThat(verdicts.get(i).get(3, TimeUnit.MINUTES))
          .isEqualTo(i == 7 || i == 30 ? new Superseded() : new Held(1));
    }
  }

  @Test
  void refusesTheSecondOfTwoWritesOfOneVersionThatWaitTogether() throws Exception {
    var ledger = assigned("t", 1);
    var stepped = new ZooKeeperLedgers(new CuratorKeeper(client), "w");
    var first = stepped.write(ledger, 0);
    var second = stepped.write(LedgerBuilder.of("t", 1).runs(1).build(), 0);
    while (stepped.step()) {
      assertThat(first).isDone();
    }

    assertThat(first).isCompletedWithValue(new Held(1));
    assertThat(second).isCompletedWithValue(new Superseded());
  }

  @Test
  void findsOutThatAWriteWasDoneWhoseReplyWasLost() throws Exception {
    var ledger = assigned("t", 1);
    proxy.loseNextReply();

    assertThat(write(ledger, 0)).isEqualTo(new Held(1));
    assertThat(other.checkExists().forPath(ZnodePaths.run("t", 1)).getVersion()).isEqualTo(1);
  }

  @Test
  void repeatsAWriteWhoseRequestWasLost() throws Exception {
    var ledger = assigned("t", 1);
    proxy.loseNextRequest();

    assertThat(write(ledger, 0)).isEqualTo(new Held(1));
  }

  @Test
  void dividesWhatDoesNotFitOneRequest() throws Exception {
    var large = new ArrayList<Ledger>();
    for (var i = 0; i < 40; i++) {
      large.add(large("t" + i, i));
    }

    List<CompletableFuture<Verdict>> verdicts =
        large.stream().map(ledger -> ledgers.write(ledger, 0)).toList();

    for (var verdict : verdicts) {
      assertThat(verdict.get(3, TimeUnit.MINUTES)).isEqualTo(new Held(1));
    }
  }

  /** Of 50 kB. */
  private Ledger large(String task, long id) throws Exception {
    return LedgerBuilder.from(assigned(task, id)).released("w".repeat(50_000)).build();
  }

  private Verdict write(Ledger ledger, int version) throws Exception {
    return ledgers.write(ledger, version).get(3, TimeUnit.MINUTES);
  }

  private Ledger assigned(String task, long id) throws Exception {
    other.create().creatingParentsIfNeeded().forPath(ZnodePaths.assignment("w", task));
    other
        .create()
        .creatingParentsIfNeeded()
        .forPath(ZnodePaths.run(task, id), ZnodeCodec.encode(Ledger.empty(task, id)));
    return Ledger.empty(task, id);
  }
}
