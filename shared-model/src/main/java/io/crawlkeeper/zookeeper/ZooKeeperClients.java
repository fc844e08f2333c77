package io.crawlkeeper.zookeeper;

import io.crawlkeeper.settings.StartRefused;
import io.crawlkeeper.settings.ZooKeeperAccess;
import java.io.IOException;
import java.time.Duration;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
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

  /** A machine may be starting all at once, the servers among them, or be busy with its disk. */
  private static final Duration PATIENCE = Duration.ofSeconds(8);

  private static final int CONNECT_MILLIS = 3_000;

  /** After which it is clear how a first connection goes. */
  private static final Set<KeeperState> TELLING =
      Set.of(KeeperState.SyncConnected, KeeperState.AuthFailed);

  private ZooKeeperClients() {}

  /** The same without TLS and without a user. */
  public static CuratorFramework open(String connect, Duration sessionTimeout) {
    return open(connect, sessionTimeout, ZooKeeperAccess.OPEN);
  }

  /**
   * Connects, creating the chroot if it is not there.
   *
   * @param connect {@code host:port,host:port/chroot}
   * @return a started client, connected
   * @throws StartRefused if no server answers within 8 s, or it does not accept this node
   */
  public static CuratorFramework open(
      String connect, Duration sessionTimeout, ZooKeeperAccess access) {
    var config = ClientConfigs.of(access);
    try {
      createChroot(connect, (int) sessionTimeout.toMillis(), config);
      return connected(connect, (int) sessionTimeout.toMillis(), config);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw unreachable(connect, config);
    } catch (KeeperException.SessionClosedRequireAuthException
        | KeeperException.AuthFailedException e) {
      throw refused(connect);
    } catch (IOException | KeeperException e) {
      throw unreachable(connect, config);
    }
  }

  private static CuratorFramework connected(
      String connect, int sessionMillis, ZKClientConfig config) throws InterruptedException {
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
      throw unreachable(connect, config);
    }
    return client;
  }

  private static void createChroot(String connect, int sessionMillis, ZKClientConfig config)
      throws IOException, InterruptedException, KeeperException {
    var slash = connect.indexOf('/');
    if (slash < 0) {
      return;
    }
    var state = new CompletableFuture<KeeperState>();
    var client =
        new ZooKeeper(
            connect.substring(0, slash),
            sessionMillis,
            event -> {
              if (TELLING.contains(event.getState())) {
                state.complete(event.getState());
              }
            },
            config);
    try {
      if (state.get(PATIENCE.toMillis(), TimeUnit.MILLISECONDS) == KeeperState.AuthFailed) {
        throw refused(connect);
      }
      createAll(client, connect.substring(slash));
    } catch (TimeoutException | ExecutionException e) {
      throw unreachable(connect, config);
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

  private static boolean secure(ZKClientConfig config) {
    return Boolean.parseBoolean(config.getProperty(ZKClientConfig.SECURE_CLIENT));
  }

  private static StartRefused unreachable(String connect, ZKClientConfig config) {
    var tls = secure(config);
    return new StartRefused(
        "No ZooKeeper answers at %s%s.".formatted(connect, tls ? " by TLS" : ""),
        "Start ZooKeeper there, or name where it is by crawlkeeper.zookeeper.connect%s."
            .formatted(tls ? "; see that the port is the one for TLS and the stores fit" : ""));
  }

  private static StartRefused refused(String connect) {
    return new StartRefused(
        "ZooKeeper at %s does not accept this node.".formatted(connect),
        "Give a user that it knows by crawlkeeper.zookeeper.sasl.user and its password.");
  }
}
