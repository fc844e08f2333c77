package io.crawlkeeper.master.zookeeper;

import static io.crawlkeeper.master.Images.START;
import static org.assertj.core.api.Assertions.assertThat;

import io.crawlkeeper.master.Images;
import io.crawlkeeper.master.leader.Change;
import io.crawlkeeper.master.leader.LeaderStore.Outcome;
import io.crawlkeeper.master.leader.LeaderStore.Term;
import io.crawlkeeper.model.Cordon;
import io.crawlkeeper.model.Leadership;
import io.crawlkeeper.model.RequestQueue;
import io.crawlkeeper.model.RunRequest;
import io.crawlkeeper.znode.ZnodePaths;
import io.crawlkeeper.zookeeper.CuratorKeeper;
import io.crawlkeeper.zookeeper.ZooKeeperClients;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import org.apache.curator.framework.CuratorFramework;
import org.apache.curator.test.TestingServer;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.pcollections.TreePMap;

/** What the leader writes is what it loads, and what the other masters hear. */
class LeaderFactsTest {

  private static final RunRequest RUN =
      new RunRequest(1, RunRequest.Kind.RUN, "7-r1", null, START, "op");
  private static final RequestQueue QUEUE = new RequestQueue("t", 7, 1, List.of(RUN));
  private static final Cordon CORDON = new Cordon("a.1", START, START);

  private TestingServer server;
  private CuratorFramework client;
  private ZooKeeperLeaderStore store;
  private ImageReader reader;
  private Term term;

  @BeforeEach
  void start() throws Exception {
    server = new TestingServer();
    client = ZooKeeperClients.open(server.getConnectString() + "/t", Duration.ofSeconds(60));
    new Layout(client).prepare();
    var keeper = new CuratorKeeper(client);
    client.create().forPath(ZnodePaths.ELECTION + "/latch");
    store =
        new ZooKeeperLeaderStore(
            keeper, "master-1", System::nanoTime, latch -> new Leadership("m", "host:1", latch));
    reader = new ImageReader(keeper, TreePMap::empty);
    term = store.claim("latch");
  }

  @AfterEach
  void stop() throws Exception {
    client.close();
    server.close();
  }

  @Test
  void keepsRequestsAndCordons() throws Exception {
    var before = reader.all();
    commit(
        new Change.TaskStored(Images.entry(7, Images.draft("t"))),
        new Change.QueueWritten(QUEUE, true),
        new Change.Cordoned(CORDON, true));

    assertThat(store.load().cluster().requests()).containsEntry(7L, QUEUE);
    assertThat(store.load().cluster().cordons()).containsEntry("a.1", CORDON);
    assertThat(reader.all().requests()).containsEntry(7L, QUEUE);
    var paths = List.of(ZnodePaths.requests("t", 7), ZnodePaths.cordon("a.1"), ZnodePaths.CORDONS);
    var heard = reader.update(before, paths);
    assertThat(heard.requests()).containsEntry(7L, QUEUE);
    assertThat(heard.cordons()).containsEntry("a.1", CORDON);

    commit(
        new Change.QueueWritten(RequestQueue.empty("t", 7), false),
        new Change.QueueDropped("t", 7),
        new Change.Uncordoned("a.1"));

    assertThat(store.load().cluster().requests()).isEmpty();
    assertThat(reader.update(heard, paths).requests()).isEmpty();
    assertThat(reader.update(heard, paths).cordons()).isEmpty();
  }

  @Test
  void bringsAnOlderLayoutUpToDate() throws Exception {
    client.setData().forPath(ZnodePaths.LAYOUT, "1".getBytes(StandardCharsets.UTF_8));
    for (var bucket : client.getChildren().forPath(ZnodePaths.REQUESTS)) {
      client.delete().forPath(ZnodePaths.REQUESTS + "/" + bucket);
    }

    new Layout(client).prepare();

    assertThat(client.getChildren().forPath(ZnodePaths.REQUESTS)).hasSize(ZnodePaths.BUCKETS);
    assertThat(client.getData().forPath(ZnodePaths.LAYOUT)).asString().isEqualTo("2");
  }

  private void commit(Change... changes) {
    assertThat(store.commit(term, List.of(changes), 7)).isEqualTo(Outcome.DONE);
  }
}
