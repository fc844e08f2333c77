package io.crawlkeeper.worker.zookeeper;

import static org.assertj.core.api.Assertions.assertThat;

import io.crawlkeeper.history.History.RunRow;
import io.crawlkeeper.model.LedgerBuilder;
import io.crawlkeeper.model.Progress;
import io.crawlkeeper.model.Run;
import io.crawlkeeper.model.Run.Outcome;
import io.crawlkeeper.model.RunState.Ended;
import io.crawlkeeper.settings.DatabaseSettings;
import io.crawlkeeper.sql.SqlHistory;
import io.crawlkeeper.worker.Tasks;
import io.crawlkeeper.worker.run.RunKey;
import io.crawlkeeper.znode.ZnodeCodec;
import io.crawlkeeper.znode.ZnodePaths;
import io.crawlkeeper.zookeeper.CuratorKeeper;
import io.crawlkeeper.zookeeper.ZooKeeperClients;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import org.apache.curator.framework.CuratorFramework;
import org.apache.curator.test.TestingServer;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ZooKeeperRunFatesTest {
  private static final Run RUN = Tasks.started("t", "w", Tasks.START);
  private static final RunKey KEY = RunKey.of(RUN);

  @TempDir Path folder;

  private TestingServer server;
  private CuratorFramework client;
  private SqlHistory history;
  private ZooKeeperRunFates fates;

  @BeforeEach
  void start() throws Exception {
    server = new TestingServer();
    client = ZooKeeperClients.open(server.getConnectString() + "/t", Duration.ofSeconds(60));
    history =
        SqlHistory.open(new DatabaseSettings("jdbc:sqlite:" + folder.resolve("h.db"), "", ""));
    fates = new ZooKeeperRunFates(new CuratorKeeper(client), history);
  }

  @AfterEach
  void stop() throws Exception {
    history.close();
    client.close();
    server.close();
  }

  private void ledger(List<Run> live) throws Exception {
    create(ZnodePaths.run("t", 7), LedgerBuilder.of("t", 7).runs(1).live(live).build());
  }

  private void create(String path, Object data) throws Exception {
    client.create().creatingParentsIfNeeded().forPath(path, ZnodeCodec.encode(data));
  }

  @Test
  void leavesALiveRunAlone() throws Exception {
    create(ZnodePaths.task("t"), Tasks.once("t", 7));
    ledger(List.of(RUN));

    assertThat(fates.ended(KEY)).isEmpty();
  }

  @Test
  void leavesARunAloneWhoseLedgerIsMissing() throws Exception {
    create(ZnodePaths.task("t"), Tasks.once("t", 7));

    assertThat(fates.ended(KEY)).isEmpty();
  }

  @Test
  void knowsTheOutputOfARunThatHasEnded() throws Exception {
    create(ZnodePaths.task("t"), Tasks.once("t", 7));
    ledger(List.of());
    var outcome = new Outcome(Ended.SUCCEEDED, Progress.NONE, "t/7-1", null);
    history.write(List.of(new RunRow(RUN.ended(outcome, Tasks.START), 3)), List.of());

    assertThat(fates.ended(KEY)).map(Run::output).contains("t/7-1");
  }

  @Test
  void findsNoOutputWhereTheTaskWasDeleted() throws Exception {
    create(ZnodePaths.task("t"), Tasks.once("t", 8)); // The name is used again.
    history.write(List.of(new RunRow(RUN, 2)), List.of());

    assertThat(fates.ended(KEY)).isPresent();
    assertThat(fates.ended(KEY)).map(Run::output).isEmpty();
  }

  @Test
  void tellsNothingWhileZooKeeperIsAway() throws Exception {
    client.close();

    assertThat(fates.ended(KEY)).isEmpty();
  }
}
