package io.crawlkeeper.master.zookeeper;

import io.crawlkeeper.model.WorkerNode;
import io.crawlkeeper.znode.ZnodePaths;
import io.crawlkeeper.zookeeper.DiscoveryMetadata;
import java.util.Map;
import java.util.Objects;
import java.util.function.Supplier;
import org.pcollections.TreePMap;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.cloud.client.discovery.DiscoveryClient;

/** The workers that Spring Cloud's discovery knows of now, by name. Asks ZooKeeper at each call. */
public final class DiscoveredWorkers implements Supplier<TreePMap<String, WorkerNode>> {

  private static final Logger log = LoggerFactory.getLogger(DiscoveredWorkers.class);

  private final DiscoveryClient discovery;

  public DiscoveredWorkers(DiscoveryClient discovery) {
    this.discovery = discovery;
  }

  @Override
  public TreePMap<String, WorkerNode> get() {
    TreePMap<String, WorkerNode> workers = TreePMap.empty();
    for (var instance : discovery.getInstances(ZnodePaths.WORKER_SERVICE)) {
      try {
        var worker =
            DiscoveryMetadata.worker(
                instance.getHost() + ":" + instance.getPort(),
                Objects.requireNonNullElse(instance.getMetadata(), Map.of()));
        workers = workers.plus(worker.name(), worker);
      } catch (IllegalArgumentException e) {
        log.warn("An entry in discovery is no worker: {}", e.getMessage());
      }
    }
    return workers;
  }
}
