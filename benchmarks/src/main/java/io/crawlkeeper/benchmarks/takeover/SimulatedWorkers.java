package io.crawlkeeper.benchmarks.takeover;

import io.crawlkeeper.model.NodeIdentity;
import io.crawlkeeper.model.WorkerNode;
import io.crawlkeeper.znode.ZnodePaths;
import io.crawlkeeper.zookeeper.DiscoveryMetadata;
import java.time.Instant;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.Map;
import org.apache.curator.framework.CuratorFramework;
import org.apache.curator.framework.CuratorFrameworkFactory;
import org.apache.curator.retry.RetryForever;
import org.apache.curator.x.discovery.ServiceDiscoveryBuilder;
import org.apache.curator.x.discovery.ServiceInstance;
import org.springframework.cloud.zookeeper.discovery.ZookeeperInstance;

/**
 * Workers as masters see them: an entry in discovery each, with a session of its own. They carry
 * nothing out.
 */
final class SimulatedWorkers implements AutoCloseable {

  private static final int SLOTS = 100;
  private static final int FIRST_PORT = 10_000;
  private static final int SESSION_MILLIS = 10_000;

  private final String connect;
  private final Deque<Worker> alive = new ArrayDeque<>();

  private record Worker(String name, CuratorFramework client) {}

  SimulatedWorkers(String connect) {
    this.connect = connect;
  }

  void join(int count) throws Exception {
    for (var i = 1; i <= count; i++) {
      alive.add(join("simulated-" + i, FIRST_PORT + i));
    }
  }

  private Worker join(String id, int port) throws Exception {
    var identity = NodeIdentity.of(id, Instant.now(), port);
    var metadata =
        new DiscoveryMetadata(SLOTS, Map.of(), WorkerNode.FIRST_KINDS, "simulated", "")
            .asMap(identity);
    var client =
        CuratorFrameworkFactory.newClient(
            connect, SESSION_MILLIS, SESSION_MILLIS, new RetryForever(100));
    client.start();
    var entry =
        ServiceInstance.<ZookeeperInstance>builder()
            .id(identity.name())
            .name(ZnodePaths.WORKER_SERVICE)
            .address("127.0.0.1")
            .port(port)
            .payload(new ZookeeperInstance(identity.name(), ZnodePaths.WORKER_SERVICE, metadata))
            .build();
    ServiceDiscoveryBuilder.builder(ZookeeperInstance.class)
        .client(client)
        .basePath(ZnodePaths.SERVICES)
        .build()
        .registerService(entry);
    return new Worker(identity.name(), client);
  }

  /** Name of the one that joined last. */
  String last() {
    return alive.getLast().name;
  }

  /** Ends its session. */
  void dismissLast() {
    alive.removeLast().client.close();
  }

  @Override
  public void close() {
    alive.forEach(worker -> worker.client.close());
  }
}
