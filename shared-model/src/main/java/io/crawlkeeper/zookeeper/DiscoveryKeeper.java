package io.crawlkeeper.zookeeper;

import io.crawlkeeper.znode.ZnodePaths;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.ScheduledThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import org.apache.curator.framework.CuratorFramework;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.cloud.zookeeper.serviceregistry.ZookeeperAutoServiceRegistration;
import org.springframework.cloud.zookeeper.serviceregistry.ZookeeperRegistration;
import org.springframework.cloud.zookeeper.serviceregistry.ZookeeperServiceRegistry;

/**
 * Puts this node's entry back into discovery where it is gone though the session lives, as when an
 * operator has deleted it. After a new session the registry does so by itself.
 */
public final class DiscoveryKeeper implements AutoCloseable {

  private static final Logger log = LoggerFactory.getLogger(DiscoveryKeeper.class);
  private static final int PERIOD_SECONDS = 10;

  private final CuratorFramework client;
  private final ZookeeperServiceRegistry registry;
  private final ZookeeperRegistration registration;
  private final ZookeeperAutoServiceRegistration automatic;
  private final ScheduledExecutorService thread =
      new ScheduledThreadPoolExecutor(
          1, Thread.ofPlatform().daemon().name("discovery-keeper").factory());

  public DiscoveryKeeper(
      CuratorFramework client,
      ZookeeperServiceRegistry registry,
      ZookeeperRegistration registration,
      ZookeeperAutoServiceRegistration automatic) {
    this.client = client;
    this.registry = registry;
    this.registration = registration;
    this.automatic = automatic;
  }

  public void start() {
    var _ =
        thread.scheduleWithFixedDelay(this::keep, PERIOD_SECONDS, PERIOD_SECONDS, TimeUnit.SECONDS);
  }

  private void keep() {
    if (!automatic.isRunning()) {
      return; // To ask for the entry before would fix it without a port, and end a slow start.
    }
    try {
      var entry = registration.getServiceInstance();
      var path = ZnodePaths.SERVICES + "/" + entry.getName() + "/" + entry.getId();
      var there = client.checkExists().forPath(path) != null;
      if (!there && automatic.isRunning()) {
        log.warn("This node's entry in discovery is gone; putting it back.");
        registry.register(registration);
      }
    } catch (Exception e) {
      log.debug("Cannot look after discovery now", e);
    }
  }

  /** From now on the entry may go. */
  @Override
  public void close() {
    thread.shutdownNow();
  }
}
