package io.crawlkeeper.worker.zookeeper;

import io.crawlkeeper.model.Run;
import io.crawlkeeper.worker.run.RunTokens;
import io.crawlkeeper.znode.ZnodeCodec;
import io.crawlkeeper.znode.ZnodePaths;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import org.apache.curator.framework.CuratorFramework;
import org.apache.zookeeper.KeeperException;
import org.apache.zookeeper.Op;
import org.apache.zookeeper.OpResult;
import org.apache.zookeeper.data.Stat;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Writes runs in groups: one {@code multi} for all that wait, each write preceded by a check that
 * the task is still assigned to this worker. A write that is refused is taken out and the others
 * are committed without it. Where the answer is lost, each run is read back and the write repeated,
 * at the same version, until it is certain what became of it.
 */
public final class ZooKeeperRunTokens implements RunTokens, AutoCloseable {

  private static final Logger log = LoggerFactory.getLogger(ZooKeeperRunTokens.class);

  /** A run is some hundred bytes; so many stay far below the 1 MB of a request. */
  private static final int AT_ONCE = 200;

  private static final int OPS_EACH = 2;

  @SuppressWarnings("ArrayRecordComponent") // never compared
  private record Write(
      Run run, String path, byte[] data, int token, CompletableFuture<Verdict> future) {

    List<Op> ops() {
      return List.of(
          Op.check(ZnodePaths.assignment(run.worker(), run.task()), -1),
          Op.setData(path, data, token));
    }

    void held() {
      future.complete(new Held(token + 1));
    }

    void superseded() {
      future.complete(new Superseded());
    }
  }

  private final CuratorFramework client;
  private final BlockingQueue<Write> waiting = new LinkedBlockingQueue<>();
  private final Thread thread =
      Thread.ofPlatform().daemon().name("run-tokens").unstarted(this::commitAll);

  public ZooKeeperRunTokens(CuratorFramework client) {
    this.client = client;
  }

  public void start() {
    thread.start();
  }

  @Override
  public CompletableFuture<Verdict> write(Run run, int token) {
    var future = new CompletableFuture<Verdict>();
    var path = ZnodePaths.run(run.task(), run.taskId());
    waiting.add(new Write(run, path, ZnodeCodec.encode(run), token, future));
    return future;
  }

  private void commitAll() {
    try {
      while (true) {
        var group = new ArrayList<Write>();
        group.add(waiting.take());
        waiting.drainTo(group, AT_ONCE - 1);
        commit(group);
      }
    } catch (InterruptedException e) {
      log.debug("No more runs are written");
    }
  }

  private void commit(List<Write> group) throws InterruptedException {
    var left = group;
    while (!left.isEmpty()) {
      try {
        var ops = left.stream().flatMap(write -> write.ops().stream()).toList();
        var _ = client.getZookeeperClient().getZooKeeper().multi(ops);
        left.forEach(Write::held);
        return;
      } catch (KeeperException.BadVersionException | KeeperException.NoNodeException e) {
        left = withoutRefused(left, e);
      } catch (InterruptedException e) {
        throw e;
      } catch (Exception e) {
        log.debug("Runs could not be written now", e);
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
        var _ = client.blockUntilConnected(1, TimeUnit.SECONDS);
      }
    }
    return left;
  }

  private boolean settled(Write write, List<Write> left) throws InterruptedException {
    try {
      client.sync().forPath("/");
      var stat = new Stat();
      var data = client.getData().storingStatIn(stat).forPath(write.path());
      if (stat.getVersion() == write.token() + 1 && Arrays.equals(data, write.data())) {
        write.held();
      } else if (stat.getVersion() == write.token() && assigned(write)) {
        left.add(write);
      } else {
        write.superseded();
      }
      return true;
    } catch (KeeperException.NoNodeException e) {
      write.superseded();
      return true;
    } catch (InterruptedException e) {
      throw e;
    } catch (Exception e) {
      log.debug("Not found out yet", e);
      return false;
    }
  }

  private boolean assigned(Write write) throws Exception {
    return client
            .checkExists()
            .forPath(ZnodePaths.assignment(write.run().worker(), write.run().task()))
        != null;
  }

  @Override
  public void close() {
    thread.interrupt();
  }
}
