package io.crawlkeeper.benchmarks.takeover;

import io.crawlkeeper.model.Ledger;
import io.crawlkeeper.model.LedgerBuilder;
import io.crawlkeeper.model.Run;
import io.crawlkeeper.model.RunState;
import io.crawlkeeper.model.Task;
import io.crawlkeeper.systemtests.harness.Znodes;
import io.crawlkeeper.znode.ZnodeCodec;
import io.crawlkeeper.znode.ZnodePaths;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.apache.zookeeper.KeeperException;
import org.apache.zookeeper.Op;
import org.apache.zookeeper.OpResult;

/** What the masters keep in ZooKeeper for tasks. */
final class Inventory {

  private static final int ANY_VERSION = -1;
  private static final List<String> TREES =
      List.of(ZnodePaths.TASKS, ZnodePaths.ASSIGNMENTS, ZnodePaths.RUNS, ZnodePaths.REQUESTS);

  private final Znodes znodes;
  private final RawZooKeeper raw;

  Inventory(Znodes znodes) {
    this.znodes = znodes;
    this.raw = new RawZooKeeper(znodes);
  }

  /** Bytes of each znode of tasks, assignments, ledgers and requests. */
  List<Integer> sizes() throws KeeperException, InterruptedException {
    var sizes = new ArrayList<Integer>();
    for (var tree : TREES) {
      data(tree).forEach(data -> sizes.add(data.length));
    }
    return sizes;
  }

  /** How many tasks are placed on each worker. */
  int placed(String worker) throws KeeperException, InterruptedException {
    var stat = znodes.client().exists(ZnodePaths.assignments(worker), false);
    return stat == null ? 0 : stat.getNumChildren();
  }

  int placed() throws KeeperException, InterruptedException {
    var placed = 0;
    for (var worker : znodes.client().getChildren(ZnodePaths.ASSIGNMENTS, false)) {
      placed += placed(worker);
    }
    return placed;
  }

  /** Lets each task have run once, as its owner would have written. */
  void writeLedgers() throws KeeperException, InterruptedException {
    var writes = new ArrayList<Op>();
    for (var data : data(ZnodePaths.TASKS)) {
      var task = ZnodeCodec.decode(data, Task.class);
      writes.add(
          Op.setData(
              ZnodePaths.run(task.name(), task.id()),
              ZnodeCodec.encode(ledger(task)),
              ANY_VERSION));
    }
    raw.all(writes, results -> {});
  }

  private static Ledger ledger(Task task) {
    var now = Instant.now();
    var run =
        Run.queued(task.id() + "-1", task, Run.Cause.TICK, task.creationTime(), now)
            .started("simulated-1.mi8q0c1f2k", now)
            .ended(RunState.Ended.SUCCEEDED, "", now);
    return LedgerBuilder.of(task, task.creationTime()).runs(1).tick(1).last(run).build();
  }

  private List<byte[]> data(String tree) throws KeeperException, InterruptedException {
    var reads = new ArrayList<Op>();
    for (var folder : znodes.client().getChildren(tree, false)) {
      for (var name : znodes.client().getChildren(tree + "/" + folder, false)) {
        reads.add(Op.getData(tree + "/" + folder + "/" + name));
      }
    }
    var found = new ArrayList<byte[]>(reads.size());
    raw.all(
        reads,
        results -> {
          for (var result : results) {
            if (result instanceof OpResult.GetDataResult data) {
              found.add(data.getData());
            }
          }
        });
    return found;
  }
}
