package io.crawlkeeper.master.zookeeper;

import static org.assertj.core.api.Assertions.assertThat;

import io.crawlkeeper.faults.LossyProxy;
import io.crawlkeeper.master.leader.LeaderStore.Outcome;
import io.crawlkeeper.znode.ZnodePaths;
import io.crawlkeeper.zookeeper.CuratorKeeper;
import io.crawlkeeper.zookeeper.ZooKeeperClients;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import org.apache.curator.framework.CuratorFramework;
import org.apache.curator.test.TestingServer;
import org.apache.zookeeper.CreateMode;
import org.apache.zookeeper.Op;
import org.apache.zookeeper.ZooDefs.Ids;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class FencedCommitsTest {

  private TestingServer server;
  private LossyProxy proxy;
  private CuratorFramework client;
  private CuratorFramework other;
  private FencedCommits commits;
  private long epoch;

  @BeforeEach
  void start() throws Exception {
    server = new TestingServer();
    proxy = new LossyProxy(server.getPort());
    client = ZooKeeperClients.open("127.0.0.1:" + proxy.port() + "/t", Duration.ofSeconds(60));
    other = ZooKeeperClients.open(server.getConnectString() + "/t", Duration.ofSeconds(60));
    new Layout(other).prepare();
    epoch = other.setData().forPath(ZnodePaths.EPOCH, new byte[0]).getVersion();
    commits = new FencedCommits(new CuratorKeeper(client), "master-1", System::nanoTime);
    commits.begin();
  }

  @AfterEach
  void stop() throws Exception {
    client.close();
    other.close();
    proxy.close();
    server.close();
  }

  @Test
  void commitsAllChangesTogether() throws Exception {
    assertThat(commits.commit(epoch, List.of(create("a"), create("b")), 5)).isEqualTo(Outcome.DONE);
    assertThat(children()).containsExactlyInAnyOrder("a", "b");
  }

  @Test
  void commitsNothingWhereOneChangeIsRefused() throws Exception {
    commits.commit(epoch, List.of(create("a")), 5);

    assertThat(commits.commit(epoch, List.of(create("b"), create("a")), 6))
        .isEqualTo(Outcome.REFUSED);
    assertThat(children()).containsExactly("a");
    assertThat(commits.commit(epoch, List.of(create("c")), 7)).isEqualTo(Outcome.DONE);
  }

  @Test
  void isFencedByALaterEpoch() throws Exception {
    other.setData().forPath(ZnodePaths.EPOCH, new byte[0]);

    assertThat(commits.commit(epoch, List.of(create("a")), 5)).isEqualTo(Outcome.FENCED);
    assertThat(children()).isEmpty();
  }

  @Test
  void findsOutThatACommitWasDoneWhoseReplyWasLost() throws Exception {
    proxy.loseNextReply();

    assertThat(commits.commit(epoch, List.of(create("a")), 5)).isEqualTo(Outcome.DONE);
    assertThat(children()).containsExactly("a");
    assertThat(commits.commit(epoch, List.of(create("b")), 6)).isEqualTo(Outcome.DONE);
  }

  @Test
  void findsOutThatACommitWasNotDoneWhoseRequestWasLost() throws Exception {
    proxy.loseNextRequest();

    assertThat(commits.commit(epoch, List.of(create("a")), 5)).isEqualTo(Outcome.FENCED);
    assertThat(children()).isEmpty();
  }

  @Test
  void isFencedWhereAnotherLeaderCameBeforeTheReplyWasMissed() throws Exception {
    proxy.loseNextRequest();
    other.setData().forPath(ZnodePaths.EPOCH, new byte[0]);

    assertThat(commits.commit(epoch, List.of(create("a")), 5)).isEqualTo(Outcome.FENCED);
    assertThat(children()).isEmpty();
    var mark =
        new String(
            other.getData().forPath(ZnodePaths.operation("master-1")), StandardCharsets.UTF_8);
    assertThat(mark).contains("\"epoch\":0");
  }

  @Test
  void tellsTheNextLeaderTheHighestIdThatWasGivenOut() throws Exception {
    commits.commit(epoch, List.of(create("a")), 4711);

    assertThat(new FencedCommits(new CuratorKeeper(other), "master-2", System::nanoTime).begin())
        .isEqualTo(4711);
  }

  private List<String> children() throws Exception {
    return other.getChildren().forPath(ZnodePaths.ASSIGNMENTS);
  }

  private static Op create(String name) {
    return Op.create(
        ZnodePaths.ASSIGNMENTS + "/" + name,
        new byte[0],
        Ids.OPEN_ACL_UNSAFE,
        CreateMode.PERSISTENT);
  }
}
