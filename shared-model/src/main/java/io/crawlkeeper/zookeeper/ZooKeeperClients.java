package io.crawlkeeper.zookeeper;

import io.crawlkeeper.settings.StartRefused;
import java.io.IOException;
import java.time.Duration;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.apache.curator.framework.CuratorFramework;
import org.apache.curator.framework.CuratorFrameworkFactory;
import org.apache.curator.retry.ExponentialBackoffRetry;
import org.apache.zookeeper.CreateMode;
import org.apache.zookeeper.KeeperException;
import org.apache.zookeeper.Watcher.Event.KeeperState;
import org.apache.zookeeper.ZooDefs.Ids;
import org.apache.zookeeper.ZooKeeper;
import org.apache.zookeeper.client.ZKClientConfig;

/** Opens the client of this process, or says within seconds why it cannot. */
public final class ZooKeeperClients {

  private static final Duration PATIENCE = Duration.ofSeconds(4);
  private static final int CONNECT_MILLIS = 3_000;

  /** Room for the answer to a multi-read of 200 znodes of 64 KiB. */
  private static final int LARGEST_ANSWER = 32 << 20;

  private ZooKeeperClients() {}

  /**
   * Connects, creating the chroot if it is not there.
   *
   * @param connect {@code host:port,host:port/chroot}
   * @return a started client, connected
   * @throws StartRefused if no server answers within 4 s
   */
  public static CuratorFramework open(String connect, Duration sessionTimeout) {
    try {
      createChroot(connect, (int) sessionTimeout.toMillis());
      return connected(connect, (int) sessionTimeout.toMillis());
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw unreachable(connect);
    } catch (IOException | KeeperException e) {
      throw unreachable(connect);
    }
  }

  private static CuratorFramework connected(String connect, int sessionMillis)
      throws InterruptedException {
    var config = new ZKClientConfig();
    config.setProperty("jute.maxbuffer", String.valueOf(LARGEST_ANSWER));
    var client =
        CuratorFrameworkFactory.builder()
            .connectString(connect)
            .sessionTimeoutMs(sessionMillis)
            .connectionTimeoutMs(CONNECT_MILLIS)
            .retryPolicy(new ExponentialBackoffRetry(100, 2))
            .zkClientConfig(config)
            .build();
    client.start();
    if (!client.blockUntilConnected((int) PATIENCE.toMillis(), TimeUnit.MILLISECONDS)) {
      client.close();
      throw unreachable(connect);
    }
    return client;
  }

  private static void createChroot(String connect, int sessionMillis)
      throws IOException, InterruptedException, KeeperException {
    var slash = connect.indexOf('/');
    if (slash < 0) {
      return;
    }
    var up = new CountDownLatch(1);
    var client =
        new ZooKeeper(
            connect.substring(0, slash),
            sessionMillis,
            event -> {
              if (event.getState() == KeeperState.SyncConnected) {
                up.countDown();
              }
            });
    try {
      if (!up.await(PATIENCE.toMillis(), TimeUnit.MILLISECONDS)) {
        throw unreachable(connect);
      }
      createAll(client, connect.substring(slash));
    } finally {
      client.close();
    }
  }

  private static void createAll(ZooKeeper client, String path)
      throws InterruptedException, KeeperException {
    for (var end = path.indexOf('/', 1); ; end = path.indexOf('/', end + 1)) {
      var part = end < 0 ? path : path.substring(0, end);
      try {
        client.create(part, new byte[0], Ids.OPEN_ACL_UNSAFE, CreateMode.PERSISTENT);
      } catch (KeeperException.NodeExistsException e) {
        // Another process was first, or it is an old acquaintance.
      }
      if (end < 0) {
        return;
      }
    }
  }

  private static StartRefused unreachable(String connect) {
    return new StartRefused(
        "No ZooKeeper answers at %s.".formatted(connect),
        "Start ZooKeeper there, or name where it is by crawlkeeper.zookeeper.connect.");
  }
}
