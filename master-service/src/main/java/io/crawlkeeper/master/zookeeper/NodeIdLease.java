package io.crawlkeeper.master.zookeeper;

import io.crawlkeeper.znode.ZnodePaths;
import java.nio.charset.StandardCharsets;
import java.util.Set;
import org.apache.curator.framework.CuratorFramework;
import org.apache.zookeeper.CreateMode;
import org.apache.zookeeper.KeeperException;

/**
 * Leases a node id for making snowflake ids: an ephemeral znode, so that no two processes have the
 * same at a time. Used by one thread.
 */
final class NodeIdLease {

  private static final int IDS = 1024;

  private final CuratorFramework client;
  private final byte[] owner;
  private int leased = -1;

  NodeIdLease(CuratorFramework client, String owner) {
    this.client = client;
    this.owner = owner.getBytes(StandardCharsets.UTF_8);
  }

  /** The id that is leased to this session; a new one if the session is new. */
  int lease() throws Exception {
    if (leased < 0 || !held(leased)) {
      leased = leaseNew();
    }
    return leased;
  }

  private boolean held(int id) throws Exception {
    var stat = client.checkExists().forPath(ZnodePaths.nodeId(id));
    return stat != null
        && stat.getEphemeralOwner() == client.getZookeeperClient().getZooKeeper().getSessionId();
  }

  private int leaseNew() throws Exception {
    var taken = Set.copyOf(client.getChildren().forPath(ZnodePaths.NODE_IDS));
    for (var id = 0; id < IDS; id++) {
      if (!taken.contains(String.valueOf(id)) && take(id)) {
        return id;
      }
    }
    throw new IllegalStateException("all 1024 node ids are leased");
  }

  private boolean take(int id) throws Exception {
    try {
      client.create().withMode(CreateMode.EPHEMERAL).forPath(ZnodePaths.nodeId(id), owner);
      return true;
    } catch (KeeperException.NodeExistsException e) {
      return held(id);
    }
  }
}
