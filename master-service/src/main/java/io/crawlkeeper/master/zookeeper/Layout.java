package io.crawlkeeper.master.zookeeper;

import io.crawlkeeper.settings.StartRefused;
import io.crawlkeeper.znode.ZnodePaths;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import org.apache.curator.framework.CuratorFramework;
import org.apache.curator.framework.api.transaction.CuratorOp;
import org.springframework.integration.zookeeper.lock.ZookeeperLockRegistry;

/**
 * Prepares the znodes that all else hangs on, and sees to it that masters of different versions do
 * not disagree about them. One master at a time, by a lock: an upgrade of the layout must not be
 * done twice.
 */
public final class Layout {

  /** Raised when old and new masters could no longer work on the same znodes. */
  static final int VERSION = 2;

  /**
   * A busy machine may start all masters at once, and one that was killed with the lock has it
   * until its session has expired.
   */
  private static final Duration PATIENCE = Duration.ofMinutes(2);

  private static final byte[] OWN = String.valueOf(VERSION).getBytes(StandardCharsets.UTF_8);

  private static final List<String> BUCKETED =
      List.of(ZnodePaths.TASKS, ZnodePaths.RUNS, ZnodePaths.REQUESTS, ZnodePaths.IDEMPOTENCY);

  private final CuratorFramework client;

  public Layout(CuratorFramework client) {
    this.client = client;
  }

  /**
   * Makes the layout whole; does nothing where it is.
   *
   * @throws StartRefused if a newer version of Crawlkeeper has laid it out, or another master is at
   *     it for two minutes
   */
  public void prepare() throws Exception {
    var locks = new ZookeeperLockRegistry(client, ZnodePaths.LOCKS);
    try {
      var lock = locks.obtain("layout");
      if (!lock.tryLock(PATIENCE.toSeconds(), TimeUnit.SECONDS)) {
        throw new StartRefused(
            "Another master holds the lock /locks/layout for more than %d s."
                .formatted(PATIENCE.toSeconds()),
            "Start again; if that does not help, see which master is stuck at its start.");
      }
      try {
        prepareAlone();
      } finally {
        lock.unlock();
      }
    } finally {
      locks.destroy();
    }
  }

  private void prepareAlone() throws Exception {
    var found = client.checkExists().forPath(ZnodePaths.LAYOUT);
    if (found == null) {
      create();
      client.create().forPath(ZnodePaths.LAYOUT, OWN);
      return;
    }
    var text = new String(client.getData().forPath(ZnodePaths.LAYOUT), StandardCharsets.UTF_8);
    var version = Integer.parseInt(text);
    if (version < VERSION) {
      create();
      client.setData().forPath(ZnodePaths.LAYOUT, OWN);
    } else if (version > VERSION) {
      throw new StartRefused(
          "The znodes have layout %s; this master knows %d.".formatted(text, VERSION),
          "Start the version of Crawlkeeper that wrote them, or a later one.");
    }
  }

  private void create() throws Exception {
    for (var root : ZnodePaths.ROOTS) {
      if (client.checkExists().forPath(root) == null) {
        client.create().forPath(root, new byte[0]);
      }
    }
    for (var root : BUCKETED) {
      createBuckets(root);
    }
  }

  private void createBuckets(String root) throws Exception {
    var there = Set.copyOf(client.getChildren().forPath(root));
    var ops = new ArrayList<CuratorOp>();
    for (var number = 0; number < ZnodePaths.BUCKETS; number++) {
      var bucket = ZnodePaths.bucket(number);
      if (!there.contains(bucket)) {
        ops.add(client.transactionOp().create().forPath(root + "/" + bucket, new byte[0]));
      }
    }
    if (!ops.isEmpty()) {
      client.transaction().forOperations(ops);
    }
  }
}
