package io.crawlkeeper.systemtests;

import io.crawlkeeper.systemtests.harness.Znodes;
import io.crawlkeeper.znode.ZnodeCodec;
import io.crawlkeeper.znode.ZnodePaths;
import java.util.List;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentSkipListMap;
import org.apache.zookeeper.AddWatchMode;
import org.apache.zookeeper.KeeperException;
import org.apache.zookeeper.WatchedEvent;
import org.apache.zookeeper.ZooKeeper;
import org.apache.zookeeper.data.Stat;

/**
 * Finds writes of masters that another one had taken the lead from before.
 *
 * <p>Every write of a leader sets the mark of its master under {@code /operations}, with the epoch
 * it believes in; every takeover sets {@code /epoch}, whose version is the epoch. ZooKeeper puts
 * all writes in one order, the mzxid: a mark of epoch 7 that has a higher mzxid than {@code /epoch}
 * had when it became 8 should not be. A mark stays until its master leads again, so the last write
 * of a leader is always seen.
 */
final class StaleWrites {

  private final ZooKeeper client;
  private final ConcurrentSkipListMap<Long, Long> takeovers = new ConcurrentSkipListMap<>();
  private final Set<Mark> marks = ConcurrentHashMap.newKeySet();

  /** What a leader writes with each commit; see the master's record of this name. */
  private record OperationMark(String operation, long epoch) {}

  private record Mark(String master, String operation, long epoch, long mzxid) {}

  private StaleWrites(ZooKeeper client) {
    this.client = client;
  }

  /** Looks at all that is written from now on. */
  static StaleWrites watch(Znodes znodes) throws KeeperException, InterruptedException {
    var watch = new StaleWrites(znodes.client());
    watch.client.addWatch(ZnodePaths.EPOCH, watch::changed, AddWatchMode.PERSISTENT);
    watch.client.addWatch(ZnodePaths.OPERATIONS, watch::changed, AddWatchMode.PERSISTENT_RECURSIVE);
    watch.readAll();
    return watch;
  }

  /** In the order of the writes; empty if all is well. */
  List<String> found() throws KeeperException, InterruptedException {
    readAll();
    return marks.stream()
        .filter(this::stale)
        .sorted((one, other) -> Long.compare(one.mzxid, other.mzxid))
        .map(Mark::toString)
        .toList();
  }

  long epoch() throws KeeperException, InterruptedException {
    readAll();
    return takeovers.lastKey();
  }

  private boolean stale(Mark mark) {
    var next = takeovers.higherEntry(mark.epoch);
    return next != null && mark.mzxid > next.getValue();
  }

  private void changed(WatchedEvent event) {
    var path = event.getPath();
    if (path != null && !path.equals(ZnodePaths.OPERATIONS)) {
      client.getData(
          path,
          false,
          (code, read, context, data, stat) -> {
            if (code == KeeperException.Code.OK.intValue()) {
              seen(read, data, stat);
            }
          },
          null);
    }
  }

  private void readAll() throws KeeperException, InterruptedException {
    read(ZnodePaths.EPOCH);
    for (var master : client.getChildren(ZnodePaths.OPERATIONS, false)) {
      read(ZnodePaths.operation(master));
    }
  }

  private void read(String path) throws KeeperException, InterruptedException {
    var stat = new Stat();
    seen(path, client.getData(path, false, stat), stat);
  }

  private void seen(String path, byte[] data, Stat stat) {
    if (path.equals(ZnodePaths.EPOCH)) {
      takeovers.put((long) stat.getVersion(), stat.getMzxid());
      return;
    }
    var mark = ZnodeCodec.decode(data, OperationMark.class);
    if (!mark.operation.isEmpty()) { // An empty one is made before the first term: no write yet.
      marks.add(new Mark(ZnodePaths.nameOf(path), mark.operation, mark.epoch, stat.getMzxid()));
    }
  }
}
