package io.crawlkeeper.worker.zookeeper;

import io.crawlkeeper.model.Ledger;
import io.crawlkeeper.worker.assignment.Ledgers;
import io.crawlkeeper.znode.ZnodeCodec;
import io.crawlkeeper.znode.ZnodePaths;
import io.crawlkeeper.zookeeper.Keeper;
import io.crawlkeeper.zookeeper.MultiReads;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.LinkedBlockingQueue;
import org.apache.zookeeper.KeeperException;
import org.apache.zookeeper.Op;
import org.apache.zookeeper.OpResult;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Writes ledgers in groups: one {@code multi} for all that wait, each write preceded by a check
 * that the task is still assigned to this worker. A write that is refused is taken out and the
 * others are committed without it. Where the answer is lost, each ledger is read back and the write
 * repeated, at the same version, until it is certain what became of it.
 */
public final class ZooKeeperLedgers implements Ledgers, AutoCloseable {

  private static final Logger log = LoggerFactory.getLogger(ZooKeeperLedgers.class);
  private static final int AT_ONCE = 200;

  /** Half of what ZooKeeper takes in one request. */
  private static final int MOST_BYTES = 512 << 10;

  private static final int OPS_EACH = 2;
  private static final Duration PATIENCE = Duration.ofSeconds(1);

  @SuppressWarnings("ArrayRecordComponent") // never compared
  private record Write(
      String assignment, String path, byte[] data, int version, CompletableFuture<Verdict> future) {

    List<Op> ops() {
      return List.of(Op.check(assignment, -1), Op.setData(path, data, version));
    }

    void held() {
      future.complete(new Held(version + 1));
    }

    void unsure() {
      future.complete(new Unsure());
    }

    void superseded() {
      future.complete(new Superseded());
    }
  }

  private final Keeper keeper;
  private final MultiReads reads;
  private final String worker;
  private final BlockingQueue<Write> waiting = new LinkedBlockingQueue<>();
  private final Thread thread =
      Thread.ofPlatform().daemon().name("ledgers").unstarted(this::commitAll);

  /**
   * @param worker name of this worker with its incarnation
   */
  public ZooKeeperLedgers(Keeper keeper, String worker) {
    this.keeper = keeper;
    this.reads = new MultiReads(keeper);
    this.worker = worker;
  }

  public void start() {
    thread.start();
  }

  @Override
  public CompletableFuture<Verdict> write(Ledger ledger, int version) {
    var future = new CompletableFuture<Verdict>();
    waiting.add(
        new Write(
            ZnodePaths.assignment(worker, ledger.task()),
            ZnodePaths.run(ledger.task(), ledger.taskId()),
            ZnodeCodec.encode(ledger),
            version,
            future));
    return future;
  }

  private void commitAll() {
    try {
      while (true) {
        commit(group(waiting.take()));
      }
    } catch (InterruptedException e) {
      log.debug("No more ledgers are written");
    }
  }

  /**
   * Commits what waits. Only where {@link #start} was not called.
   *
   * @return whether there was anything
   */
  public boolean step() throws InterruptedException {
    var first = waiting.poll();
    if (first != null) {
      commit(group(first));
    }
    return first != null;
  }

  /**
   * No ledger twice: where a task was lost and came back, two writes of one version may wait, and
   * together they would be refused for ever.
   */
  private List<Write> group(Write first) {
    var group = new ArrayList<Write>();
    var paths = new HashSet<String>();
    var bytes = 0;
    for (var next = first; next != null; next = fitting(paths, bytes)) {
      group.add(next);
      paths.add(next.path());
      bytes += next.data().length;
    }
    return group;
  }

  private @Nullable Write fitting(Set<String> paths, int bytes) {
    var next = waiting.peek();
    return next == null
            || paths.size() == AT_ONCE
            || paths.contains(next.path())
            || bytes + next.data().length > MOST_BYTES
        ? null
        : waiting.poll();
  }

  private void commit(List<Write> group) throws InterruptedException {
    var left = group;
    while (!left.isEmpty()) {
      try {
        var _ = keeper.multi(left.stream().flatMap(write -> write.ops().stream()).toList());
        left.forEach(Write::held);
        return;
      } catch (KeeperException.BadVersionException | KeeperException.NoNodeException e) {
        left = withoutRefused(left, e);
      } catch (KeeperException | RuntimeException e) {
        log.debug("Ledgers could not be written now", e);
        left = settled(left);
      }
    }
  }

  /** The write whose check failed is answered; the others go on. */
  private List<Write> withoutRefused(List<Write> group, KeeperException refusal)
      throws InterruptedException {
    var results = refusal.getResults();
    for (var i = 0; results != null && i < results.size(); i++) {
      if (results.get(i) instanceof OpResult.ErrorResult error && decisive(error)) {
        var refused = group.get(i / OPS_EACH);
        var rest = new ArrayList<>(group);
        rest.remove(refused);
        rest.addAll(settled(List.of(refused)));
        return rest;
      }
    }
    return settled(group);
  }

  private static boolean decisive(OpResult.ErrorResult error) {
    return error.getErr() == KeeperException.Code.BADVERSION.intValue()
        || error.getErr() == KeeperException.Code.NONODE.intValue();
  }

  /** Finds out what became of the writes; those that have not been done and still can are left. */
  private List<Write> settled(List<Write> group) throws InterruptedException {
    var left = new ArrayList<Write>();
    for (var write : group) {
      while (!settled(write, left)) {
        var _ = keeper.awaitConnected(PATIENCE);
      }
    }
    return left;
  }

  private boolean settled(Write write, List<Write> left) throws InterruptedException {
    try {
      keeper.sync();
      var found = reads.byPath(List.of(write.path(), write.assignment()));
      var ledger = found.get(write.path());
      if (ledger != null
          && ledger.version() == write.version() + 1
          && Arrays.equals(ledger.data(), write.data())) {
        write.held();
      } else if (ledger != null
          && ledger.version() == write.version()
          && found.containsKey(write.assignment())) {
        left.add(write);
      } else if (ledger != null && ledger.version() > write.version() + 1) {
        write.unsure(); // Others have written since; whether over ours is not to be seen.
      } else {
        write.superseded();
      }
      return true;
    } catch (KeeperException | RuntimeException e) {
      log.debug("Not found out yet", e);
      return false;
    }
  }

  @Override
  public void close() {
    thread.interrupt();
  }
}
