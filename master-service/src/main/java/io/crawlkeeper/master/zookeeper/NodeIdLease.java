package io.crawlkeeper.master.zookeeper;

import io.crawlkeeper.znode.ZnodePaths;
import io.crawlkeeper.zookeeper.Keeper;
import io.crawlkeeper.zookeeper.MultiReads;
import io.crawlkeeper.zookeeper.Znode;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashSet;
import java.util.List;
import java.util.UUID;
import org.apache.zookeeper.CreateMode;
import org.apache.zookeeper.KeeperException;
import org.apache.zookeeper.Op;
import org.apache.zookeeper.ZooDefs.Ids;

/**
 * Leases a node id for making snowflake ids: an ephemeral znode, so that no two processes have the
 * same at a time. Used by one thread.
 */
final class NodeIdLease {

  private static final int IDS = 1024;

  private final Keeper keeper;
  private final MultiReads reads;
  private final byte[] owner;

  NodeIdLease(Keeper keeper, String master) {
    this.keeper = keeper;
    this.reads = new MultiReads(keeper);
    this.owner = (master + "|" + UUID.randomUUID()).getBytes(StandardCharsets.UTF_8);
  }

  /** An id that is leased to the present session; the same as before where that still stands. */
  int lease() throws KeeperException, InterruptedException {
    var taken = new HashSet<String>();
    for (var znode : reads.data(reads.children(List.of(ZnodePaths.NODE_IDS)))) {
      if (Arrays.equals(znode.data(), owner) && renew(znode)) {
        return Integer.parseInt(znode.name());
      }
      taken.add(znode.path());
    }
    for (var id = 0; id < IDS; id++) {
      var path = ZnodePaths.nodeId(id);
      if (!taken.contains(path) && write(List.of(), path)) {
        return id;
      }
    }
    throw new IllegalStateException("all 1024 node ids are leased");
  }

  /** Makes the znode anew: it may hang on an earlier session of this process, about to end. */
  private boolean renew(Znode held) throws KeeperException, InterruptedException {
    return write(List.of(Op.delete(held.path(), held.version())), held.path());
  }

  private boolean write(List<Op> before, String path) throws KeeperException, InterruptedException {
    var ops = new ArrayList<>(before);
    ops.add(Op.create(path, owner, Ids.OPEN_ACL_UNSAFE, CreateMode.EPHEMERAL));
    try {
      var _ = keeper.multi(ops);
      return true;
    } catch (KeeperException.NodeExistsException | KeeperException.NoNodeException e) {
      return false; // Somebody was faster, or the session that held it has just ended.
    }
  }
}
