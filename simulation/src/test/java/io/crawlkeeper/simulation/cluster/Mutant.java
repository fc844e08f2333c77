package io.crawlkeeper.simulation.cluster;

import io.crawlkeeper.clock.TrustedClock;
import io.crawlkeeper.model.CrawlSpec;
import io.crawlkeeper.model.JobSpec;
import io.crawlkeeper.model.WorkerNode;
import io.crawlkeeper.simulation.world.Host;
import io.crawlkeeper.worker.assignment.AssignmentSource;
import io.crawlkeeper.worker.assignment.Ledgers;
import io.crawlkeeper.znode.ZnodePaths;
import io.crawlkeeper.zookeeper.Keeper;
import io.crawlkeeper.zookeeper.SessionWatch;
import java.time.InstantSource;
import java.util.Set;
import org.apache.zookeeper.Op;
import org.apache.zookeeper.ZooDefs.OpCode;
import org.apache.zookeeper.proto.SetDataRequest;
import org.pcollections.TreePMap;

/** The product without one of the things that keep its promises; put around it from outside. */
public enum Mutant {
  /** The product as it is. */
  NONE,
  /** A leader writes whatever the epoch. */
  WITHOUT_EPOCH_CHECK,
  /** A worker writes a ledger whatever its version. */
  WITHOUT_TOKEN_CHECK,
  /** The cursor is written after the run that it is about, and not with it. */
  WITHOUT_CURSOR_IN_THE_COMMIT,
  /** After a reconnect, and at a sweep, nothing is read anew but what watches tell of. */
  WITHOUT_REREAD,
  /** Masters and workers go by the clocks of their machines. */
  WITHOUT_TRUSTED_CLOCK,
  /** Masters take every worker for one that offers all kinds. */
  WITHOUT_KINDS;

  /** What a leader's commits go through. */
  Keeper epochs(Keeper keeper) {
    return this == WITHOUT_EPOCH_CHECK ? new AlteredKeeper(keeper, Mutant::anyEpoch) : keeper;
  }

  private static Op anyEpoch(Op op) {
    return op.getType() == OpCode.check && op.getPath().equals(ZnodePaths.EPOCH)
        ? Op.check(ZnodePaths.EPOCH, -1)
        : op;
  }

  /** What a worker's commits go through. */
  Keeper tokens(Keeper keeper) {
    return this == WITHOUT_TOKEN_CHECK ? new AlteredKeeper(keeper, Mutant::anyVersion) : keeper;
  }

  private static Op anyVersion(Op op) {
    return op.getType() == OpCode.setData
        ? Op.setData(op.getPath(), ((SetDataRequest) op.toRequestRecord()).getData(), -1)
        : op;
  }

  Ledgers cursors(Ledgers ledgers, Host host) {
    return this == WITHOUT_CURSOR_IN_THE_COMMIT ? new LateCursors(ledgers, host) : ledgers;
  }

  InstantSource clock(TrustedClock clock, Host host) {
    return this == WITHOUT_TRUSTED_CLOCK ? host.clock() : clock;
  }

  boolean sweeps() {
    return this != WITHOUT_REREAD;
  }

  TreePMap<String, WorkerNode> workers(TreePMap<String, WorkerNode> seen) {
    if (this != WITHOUT_KINDS) {
      return seen;
    }
    var all = seen;
    for (var worker : seen.values()) {
      all = all.plus(worker.name(), able(worker));
    }
    return all;
  }

  private static WorkerNode able(WorkerNode worker) {
    return new WorkerNode(
        worker.name(),
        worker.id(),
        worker.address(),
        worker.slots(),
        worker.labels(),
        Set.of(CrawlSpec.KIND, JobSpec.KIND),
        worker.version());
  }

  AssignmentSource source(AssignmentSource source) {
    return this == WITHOUT_REREAD ? new HintedSource(source) : source;
  }

  SessionWatch.Listener hearing(SessionWatch.Listener listener) {
    return this == WITHOUT_REREAD ? new DeafListener(listener) : listener;
  }

  private record DeafListener(SessionWatch.Listener listener) implements SessionWatch.Listener {
    @Override
    public void suspended() {
      listener.suspended();
    }

    @Override
    public void lost() {
      listener.lost();
    }
  }
}
