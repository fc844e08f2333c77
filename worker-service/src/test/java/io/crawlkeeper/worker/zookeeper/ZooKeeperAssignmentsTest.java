package io.crawlkeeper.worker.zookeeper;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import io.crawlkeeper.model.Assignment;
import io.crawlkeeper.model.Ledger;
import io.crawlkeeper.worker.Tasks;
import io.crawlkeeper.znode.ZnodeCodec;
import io.crawlkeeper.znode.ZnodePaths;
import io.crawlkeeper.zookeeper.CuratorKeeper;
import io.crawlkeeper.zookeeper.ZooKeeperClients;
import java.time.Duration;
import org.apache.curator.framework.CuratorFramework;
import org.apache.curator.test.TestingServer;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class ZooKeeperAssignmentsTest {

  private TestingServer server;
  private CuratorFramework client;

  @BeforeEach
  void start() throws Exception {
    server = new TestingServer();
    client = ZooKeeperClients.open(server.getConnectString() + "/t", Duration.ofSeconds(60));
  }

  @AfterEach
  void stop() throws Exception {
    client.close();
    server.close();
  }

  @Test
  void goesOnWithTheOtherTasksWhereOneCannotBeRead() throws Exception {
    assign("good", 1, task("good", 1));
    assign("torn", 2, "{not json".getBytes(UTF_8));
    assign("reused", 3, task("reused", 4));

    assertThat(new ZooKeeperAssignments(new CuratorKeeper(client), "w").all())
        .containsOnlyKeys("good");
  }

  private void assign(String name, long id, byte[] task) throws Exception {
    create(ZnodePaths.task(name), task);
    create(ZnodePaths.run(name, id), ZnodeCodec.encode(Ledger.empty(name, id)));
    create(
        ZnodePaths.assignment("w", name),
        ZnodeCodec.encode(new Assignment(name, id, "w", 0, 1, 0, null)));
  }

  private void create(String path, byte[] data) throws Exception {
    client.create().creatingParentsIfNeeded().forPath(path, data);
  }

  private static byte[] task(String name, long id) {
    return ZnodeCodec.encode(Tasks.once(name, id));
  }
}
