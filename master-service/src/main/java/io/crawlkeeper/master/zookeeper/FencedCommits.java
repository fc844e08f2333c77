package io.crawlkeeper.master.zookeeper;

import io.crawlkeeper.master.leader.LeaderStore.Outcome;
import io.crawlkeeper.znode.ZnodeCodec;
import io.crawlkeeper.znode.ZnodePaths;
import io.crawlkeeper.zookeeper.Keeper;
import io.crawlkeeper.zookeeper.MultiReads;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import java.util.function.LongSupplier;
import org.apache.zookeeper.CreateMode;
import org.apache.zookeeper.KeeperException;
import org.apache.zookeeper.Op;
import org.apache.zookeeper.ZooDefs.Ids;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Commits that are fenced by the epoch and can be accounted for when their answer is lost.
 *
 * <p>Each commit sets the mark of this master ({@link OperationMark}) at the version that the last
 * one gave it. After a lost answer the mark is set once more at that same version: if that works,
 * the commit in doubt has not come through and never will; if the version has moved, the mark tells
 * by its operation id whether it was that commit. Used by one thread.
 */
final class FencedCommits {

  private static final Logger log = LoggerFactory.getLogger(FencedCommits.class);
  private static final Duration PATIENCE = Duration.ofSeconds(20);
  private static final Duration CONNECTING = Duration.ofSeconds(1);

  private final Keeper keeper;
  private final MultiReads reads;
  private final LongSupplier nanoTime;
  private final String path;
  private int version;

  /**
   * @param nanoTime a clock that only goes forward
   */
  FencedCommits(Keeper keeper, String master, LongSupplier nanoTime) {
    this.keeper = keeper;
    this.reads = new MultiReads(keeper);
    this.nanoTime = nanoTime;
    this.path = ZnodePaths.operation(master);
  }

  /**
   * Makes ready for a term, after the epoch was taken.
   *
   * @return the highest task id in any mark
   */
  long begin() throws KeeperException, InterruptedException {
    keeper.sync();
    if (reads.data(List.of(path)).isEmpty()) {
      var none = ZnodeCodec.encode(OperationMark.NONE);
      var _ =
          keeper.multi(List.of(Op.create(path, none, Ids.OPEN_ACL_UNSAFE, CreateMode.PERSISTENT)));
    }
    var highest = 0L;
    for (var znode : reads.data(reads.children(List.of(ZnodePaths.OPERATIONS)))) {
      highest = Math.max(highest, znode.as(OperationMark.class).highestId());
      if (znode.path().equals(path)) {
        version = znode.version();
      }
    }
    return highest;
  }

  Outcome commit(long epoch, List<Op> changes, long highestId) {
    var mark = new OperationMark(UUID.randomUUID().toString(), epoch, highestId);
    try {
      write(mark, changes);
      return Outcome.DONE;
    } catch (KeeperException e) {
      return switch (e.code()) {
        case CONNECTIONLOSS, OPERATIONTIMEOUT, SESSIONEXPIRED, SESSIONMOVED -> resolve(mark);
        default -> refused(e);
      };
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      return Outcome.UNKNOWN;
    } catch (RuntimeException e) {
      return resolve(mark);
    }
  }

  private void write(OperationMark mark, List<Op> changes)
      throws KeeperException, InterruptedException {
    var ops = new ArrayList<Op>(changes.size() + 2);
    ops.add(EpochFence.op(mark.epoch()));
    ops.add(Op.setData(path, ZnodeCodec.encode(mark), version));
    ops.addAll(changes);
    var _ = keeper.multi(ops);
    version++;
  }

  private Outcome refused(KeeperException e) {
    if (e.getResults() != null
        && !e.getResults().isEmpty()
        && EpochFence.broken(e.getResults().getFirst())) {
      log.warn("Another master has taken the lead: a write of this one was refused.");
      return Outcome.FENCED;
    }
    log.warn("A commit was refused: {}", e.getMessage());
    return Outcome.REFUSED;
  }

  /** Finds out what became of the commit; waits for ZooKeeper, but not for ever. */
  private Outcome resolve(OperationMark doubtful) {
    log.warn("The answer to a commit was lost; finding out what became of it.");
    var deadline = nanoTime.getAsLong() + PATIENCE.toNanos();
    while (nanoTime.getAsLong() - deadline < 0) {
      try {
        if (keeper.awaitConnected(CONNECTING)) {
          return settle(doubtful);
        }
      } catch (InterruptedException e) {
        Thread.currentThread().interrupt();
        return Outcome.UNKNOWN;
      } catch (KeeperException | RuntimeException e) {
        log.debug("Not found out yet", e);
      }
    }
    return Outcome.UNKNOWN;
  }

  private Outcome settle(OperationMark doubtful) throws KeeperException, InterruptedException {
    try {
      write(
          new OperationMark(
              "settles " + doubtful.operation(), doubtful.epoch(), doubtful.highestId()),
          List.of());
      return Outcome.FENCED; // It has not come through, and now it cannot: as good as fenced.
    } catch (KeeperException.ConnectionLossException
        | KeeperException.SessionExpiredException
        | KeeperException.SessionMovedException
        | KeeperException.OperationTimeoutException e) {
      throw e;
    } catch (KeeperException e) {
      return read(doubtful);
    }
  }

  /** The version has moved, or the epoch has: nothing in doubt can come through any more. */
  private Outcome read(OperationMark doubtful) throws KeeperException, InterruptedException {
    keeper.sync();
    var found = reads.data(List.of(path));
    if (found.isEmpty()) {
      throw new KeeperException.NoNodeException(path);
    }
    var mark = found.getFirst().as(OperationMark.class);
    version = found.getFirst().version();
    return mark.operation().equals(doubtful.operation()) ? Outcome.DONE : Outcome.FENCED;
  }
}
