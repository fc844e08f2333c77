package io.crawlkeeper.worker.zookeeper;

import io.crawlkeeper.znode.ZnodePaths;
import io.crawlkeeper.zookeeper.DiscoveryMetadata;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.cloud.client.discovery.DiscoveryClient;

/**
 * Looks for workers that keep their leases of hosts in another database, and says once for each of
 * them that the limits of hosts do not hold for both together.
 */
public final class OtherDatabases implements AutoCloseable {

  private static final Logger log = LoggerFactory.getLogger(OtherDatabases.class);
  private static final int PERIOD_SECONDS = 15;

  private final DiscoveryClient discovery;
  private final String database;
  private final Set<String> told = ConcurrentHashMap.newKeySet();
  private final ScheduledExecutorService thread =
      Executors.newSingleThreadScheduledExecutor(
          Thread.ofPlatform().daemon().name("other-databases").factory());

  /**
   * @param database id of the one that this worker uses
   */
  public OtherDatabases(DiscoveryClient discovery, String database) {
    this.discovery = discovery;
    this.database = database;
  }

  /** Looks now and from then on; call once. */
  public void start() {
    var _ = thread.scheduleWithFixedDelay(this::tell, 0, PERIOD_SECONDS, TimeUnit.SECONDS);
  }

  private void tell() {
    try {
      var others = newOthers();
      if (!others.isEmpty()) {
        log.warn(
            "Politeness is per worker only, as {} {} another database: together they may hit a host"
                + " harder than it allows. Give all workers the same crawlkeeper.database.url; on"
                + " several machines that has to be PostgreSQL.",
            String.join(", ", others),
            others.size() == 1 ? "uses" : "use");
      }
    } catch (RuntimeException e) {
      log.debug("Cannot look after other workers' databases now", e);
    }
  }

  /** Names of the workers with another database that were not returned before. */
  Set<String> newOthers() {
    var others = new TreeSet<String>();
    for (var instance : List.copyOf(discovery.getInstances(ZnodePaths.WORKER_SERVICE))) {
      var metadata = Objects.requireNonNullElse(instance.getMetadata(), Map.<String, String>of());
      var name = metadata.getOrDefault("name", "");
      var other = metadata.getOrDefault(DiscoveryMetadata.DATABASE, database);
      if (!other.equals(database) && told.add(name)) {
        others.add(name);
      }
    }
    return others;
  }

  @Override
  public void close() {
    thread.shutdownNow();
  }
}
