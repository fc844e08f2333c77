package io.crawlkeeper.zookeeper;

import java.time.Duration;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.apache.curator.framework.CuratorFramework;
import org.apache.zookeeper.KeeperException;
import org.apache.zookeeper.Op;
import org.apache.zookeeper.OpResult;
import org.apache.zookeeper.ZooKeeper;

/** The session of a Curator client, without Curator's retries. */
public final class CuratorKeeper implements Keeper {

  private final CuratorFramework client;

  public CuratorKeeper(CuratorFramework client) {
    this.client = client;
  }

  @Override
  public List<OpResult> multi(List<Op> ops) throws KeeperException, InterruptedException {
    return zooKeeper().multi(ops);
  }

  @Override
  public void sync() throws KeeperException, InterruptedException {
    try {
      client.sync().forPath("/");
    } catch (KeeperException | InterruptedException | RuntimeException e) {
      throw e;
    } catch (Exception e) {
      throw lost(e);
    }
  }

  @Override
  public boolean awaitConnected(Duration patience) throws InterruptedException {
    return client.blockUntilConnected(Math.toIntExact(patience.toMillis()), TimeUnit.MILLISECONDS);
  }

  private ZooKeeper zooKeeper() throws KeeperException, InterruptedException {
    try {
      return client.getZookeeperClient().getZooKeeper();
    } catch (KeeperException | InterruptedException | RuntimeException e) {
      throw e;
    } catch (Exception e) {
      throw lost(e);
    }
  }

  /** Curator throws what it likes; here it always means that nothing was sent. */
  private static KeeperException lost(Exception cause) {
    var lost = new KeeperException.ConnectionLossException();
    lost.initCause(cause);
    return lost;
  }
}
