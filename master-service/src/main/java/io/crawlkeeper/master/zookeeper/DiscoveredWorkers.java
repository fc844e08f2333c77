package io.crawlkeeper.master.zookeeper;

import io.crawlkeeper.model.HostPort;
import io.crawlkeeper.model.WorkerNode;
import io.crawlkeeper.znode.ZnodePaths;
import io.crawlkeeper.zookeeper.DiscoveryMetadata;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Supplier;
import org.pcollections.TreePMap;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.cloud.client.discovery.DiscoveryClient;

/** The workers that Spring Cloud's discovery knows of now, by name. Asks ZooKeeper at each call. */
public final class DiscoveredWorkers implements Supplier<TreePMap<String, WorkerNode>> {

  private static final Logger log = LoggerFactory.getLogger(DiscoveredWorkers.class);

  private final DiscoveryClient discovery;
  private final String database;
  private final Set<String> warnedOf = ConcurrentHashMap.newKeySet();

  /**
   * @param database id of the one that this master reads the history from
   */
  public DiscoveredWorkers(DiscoveryClient discovery, String database) {
    this.discovery = discovery;
    this.database = database;
  }

  @Override
  public TreePMap<String, WorkerNode> get() {
    TreePMap<String, WorkerNode> workers = TreePMap.empty();
    for (var instance : discovery.getInstances(ZnodePaths.WORKER_SERVICE)) {
      try {
        var metadata = Objects.requireNonNullElse(instance.getMetadata(), Map.<String, String>of());
        var worker =
            DiscoveryMetadata.worker(
                HostPort.text(instance.getHost(), instance.getPort()), metadata);
        workers = workers.plus(worker.name(), worker);
        warnOfOtherDatabase(worker.name(), metadata);
      } catch (IllegalArgumentException e) {
        log.warn("An entry in discovery is no worker: {}", e.getMessage());
      }
    }
    return workers;
  }

  private void warnOfOtherDatabase(String worker, Map<String, String> metadata) {
    var other = metadata.getOrDefault(DiscoveryMetadata.DATABASE, database);
    if (!other.equals(database) && warnedOf.add(worker)) {
      log.warn(
          "{} keeps its history in another database: this master cannot show it. Give all nodes the"
              + " same crawlkeeper.database.url; on several machines that has to be PostgreSQL.",
          worker);
    }
  }
}
