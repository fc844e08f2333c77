package io.crawlkeeper.systemtests.harness;

import static io.crawlkeeper.systemtests.harness.Patience.PATIENCE;
import static org.awaitility.Awaitility.await;

import io.crawlkeeper.model.Assignment;
import io.crawlkeeper.model.Ledger;
import io.crawlkeeper.model.Run;
import io.crawlkeeper.model.Task;
import io.crawlkeeper.znode.ZnodeCodec;
import io.crawlkeeper.znode.ZnodePaths;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.apache.zookeeper.KeeperException;
import org.apache.zookeeper.ZooKeeper;

/** What is stored, read past all services by a plain client. */
public final class Znodes implements AutoCloseable {

  private static final int SESSION_MILLIS = 30_000;

  private final ZooKeeper client;

  private Znodes(ZooKeeper client) {
    this.client = client;
  }

  /**
   * @param connect {@code host:port,host:port/chroot}
   */
  public static Znodes at(String connect) {
    try {
      return new Znodes(new ZooKeeper(connect, SESSION_MILLIS, event -> {}));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** Returns when a server answers there. */
  public static void awaitServing(String connect) {
    try (var znodes = at(connect)) {
      await()
          .atMost(PATIENCE)
          .pollInterval(Duration.ofMillis(100))
          .ignoreExceptions()
          .until(() -> znodes.client.exists("/", false) != null);
    }
  }

  public ZooKeeper client() {
    return client;
  }

  public List<Task> tasks() throws KeeperException, InterruptedException {
    var tasks = new ArrayList<Task>();
    for (var bucket : client.getChildren(ZnodePaths.TASKS, false)) {
      var folder = ZnodePaths.TASKS + "/" + bucket;
      for (var name : client.getChildren(folder, false)) {
        tasks.add(ZnodeCodec.decode(client.getData(folder + "/" + name, false, null), Task.class));
      }
    }
    return tasks;
  }

  /** The workers that each task is assigned to, by name of the task: one, if all is well. */
  public Map<String, List<String>> placements() throws KeeperException, InterruptedException {
    var placements = new HashMap<String, List<String>>();
    for (var worker : client.getChildren(ZnodePaths.ASSIGNMENTS, false)) {
      for (var task : assignedTo(worker)) {
        placements.computeIfAbsent(task, name -> new ArrayList<>()).add(worker);
      }
    }
    return placements;
  }

  private List<String> assignedTo(String worker) throws KeeperException, InterruptedException {
    try {
      return client.getChildren(ZnodePaths.assignments(worker), false);
    } catch (KeeperException.NoNodeException e) {
      return List.of(); // Cleared away since its name was read.
    }
  }

  public Assignment assignment(String worker, String task)
      throws KeeperException, InterruptedException {
    var data = client.getData(ZnodePaths.assignment(worker, task), false, null);
    return ZnodeCodec.decode(data, Assignment.class);
  }

  /** What has become of a task; empty if there is no such task. */
  public Optional<Ledger> ledger(String task, long id)
      throws KeeperException, InterruptedException {
    try {
      var data = client.getData(ZnodePaths.run(task, id), false, null);
      return Optional.of(ZnodeCodec.decode(data, Ledger.class));
    } catch (KeeperException.NoNodeException e) {
      return Optional.empty();
    }
  }

  /** The run of the task that was made last; empty before the first. */
  public Optional<Run> run(String task, long id) throws KeeperException, InterruptedException {
    return ledger(task, id).map(Ledger::latest);
  }

  @Override
  public void close() {
    try {
      client.close();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }
}
