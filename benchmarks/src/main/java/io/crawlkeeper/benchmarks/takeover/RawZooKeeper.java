package io.crawlkeeper.benchmarks.takeover;

import io.crawlkeeper.systemtests.harness.Znodes;
import io.crawlkeeper.znode.ZnodePaths;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.Semaphore;
import java.util.function.Consumer;
import org.apache.zookeeper.CreateMode;
import org.apache.zookeeper.KeeperException;
import org.apache.zookeeper.Op;
import org.apache.zookeeper.OpResult;
import org.apache.zookeeper.ZooDefs.Ids;
import org.apache.zookeeper.ZooKeeper;
import org.jspecify.annotations.Nullable;

/** The fastest that ZooKeeper does by itself: {@code multi} of 200, four under way at once. */
final class RawZooKeeper {

  private static final int AT_ONCE = 200;
  private static final int IN_FLIGHT = 4;

  private final ZooKeeper client;

  RawZooKeeper(Znodes znodes) {
    this.client = znodes.client();
  }

  /** Times of creating and reading the same znodes. */
  record Times(Duration create, Duration names, Duration read) {}

  /** Znodes of these sizes, in as many folders as tasks have. */
  Times createAndRead(String root, List<Integer> sizes)
      throws InterruptedException, KeeperException {
    var folders = folders(root);
    var creates = new ArrayList<Op>(sizes.size());
    for (var i = 0; i < sizes.size(); i++) {
      var path = folders.get(i % folders.size()) + "/task-%06d".formatted(i);
      creates.add(create(path, new byte[sizes.get(i)]));
    }
    var create = timed(() -> all(creates, result -> {}));
    var paths = new ConcurrentLinkedQueue<String>();
    var names = timed(() -> list(folders, paths::add));
    var reads = paths.stream().map(Op::getData).toList();
    var read = timed(() -> all(reads, result -> {}));
    return new Times(create, names, read);
  }

  private List<String> folders(String root) throws InterruptedException, KeeperException {
    client.create(root, new byte[0], Ids.OPEN_ACL_UNSAFE, CreateMode.PERSISTENT);
    var folders = new ArrayList<String>();
    for (var i = 0; i < ZnodePaths.BUCKETS; i++) {
      folders.add(root + "/" + ZnodePaths.bucket(i));
    }
    all(folders.stream().map(folder -> create(folder, new byte[0])).toList(), result -> {});
    return folders;
  }

  /** One by one: the names of many folders exceed what a client takes in one answer. */
  private void list(List<String> folders, Consumer<String> path)
      throws InterruptedException, KeeperException {
    for (var folder : folders) {
      client.getChildren(folder, false).forEach(name -> path.accept(folder + "/" + name));
    }
  }

  /** Carries out all, 200 at once, and gives the results of each {@code multi}. */
  void all(List<Op> ops, Consumer<List<OpResult>> take) throws InterruptedException {
    var free = new Semaphore(IN_FLIGHT);
    var failures = new ConcurrentLinkedQueue<String>();
    for (var from = 0; from < ops.size(); from += AT_ONCE) {
      var part = ops.subList(from, Math.min(ops.size(), from + AT_ONCE));
      free.acquire();
      client.multi(
          part,
          (code, path, context, results) -> {
            if (code == KeeperException.Code.OK.intValue()) {
              take.accept(results);
            } else {
              failures.add(code + " at " + path);
            }
            free.release();
          },
          (@Nullable Object) null);
    }
    free.acquire(IN_FLIGHT);
    if (!failures.isEmpty()) {
      throw new IllegalStateException("ZooKeeper refused: " + failures.peek());
    }
  }

  static Op create(String path, byte[] data) {
    return Op.create(path, data, Ids.OPEN_ACL_UNSAFE, CreateMode.PERSISTENT);
  }

  private interface Work {
    void run() throws InterruptedException, KeeperException;
  }

  private static Duration timed(Work work) throws InterruptedException, KeeperException {
    var began = System.nanoTime();
    work.run();
    return Duration.ofNanos(System.nanoTime() - began);
  }
}
