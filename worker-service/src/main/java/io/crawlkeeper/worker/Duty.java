package io.crawlkeeper.worker;

import io.crawlkeeper.worker.assignment.AssignmentLoop;
import io.crawlkeeper.worker.zookeeper.AssignmentWatch;
import io.crawlkeeper.znode.ZnodePaths;
import io.crawlkeeper.zookeeper.DiscoveryKeeper;
import java.time.Duration;
import org.apache.curator.framework.CuratorFramework;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.cloud.zookeeper.serviceregistry.ZookeeperAutoServiceRegistration;
import org.springframework.context.SmartLifecycle;

/**
 * Begins to work when all is in place. At the end gives back what runs, then leaves discovery, then
 * waits until the leader has given its tasks to others.
 */
final class Duty implements SmartLifecycle {

  private static final Logger log = LoggerFactory.getLogger(Duty.class);
  private static final Duration TO_GIVE_BACK = Duration.ofSeconds(15);
  private static final Duration TO_BE_RELIEVED = Duration.ofSeconds(5);

  private final AssignmentLoop loop;
  private final AssignmentWatch watch;
  private final DiscoveryKeeper discovery;
  private final ZookeeperAutoServiceRegistration registration;
  private final CuratorFramework client;
  private final String worker;
  private volatile boolean running;

  Duty(
      AssignmentLoop loop,
      AssignmentWatch watch,
      DiscoveryKeeper discovery,
      ZookeeperAutoServiceRegistration registration,
      CuratorFramework client,
      String worker) {
    this.loop = loop;
    this.watch = watch;
    this.discovery = discovery;
    this.registration = registration;
    this.client = client;
    this.worker = worker;
  }

  @Override
  public void start() {
    loop.start();
    watch.start();
    running = true;
  }

  @Override
  public void stop() {
    running = false;
    try {
      if (!loop.leave(TO_GIVE_BACK)) {
        log.warn("Not all runs could be given back in time; their next owners start them again.");
      }
      discovery.close();
      registration.stop();
      awaitRelief();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    } catch (Exception e) {
      log.warn("Left without a word, as ZooKeeper does not answer: {}", e.toString());
    }
  }

  private void awaitRelief() throws Exception {
    var deadline = System.nanoTime() + TO_BE_RELIEVED.toNanos();
    while (holdsTasks()) {
      if (System.nanoTime() > deadline) {
        log.info("No leader has taken the tasks back yet; the next one will.");
        return;
      }
      Thread.sleep(50);
    }
  }

  private boolean holdsTasks() throws Exception {
    var folder = client.checkExists().forPath(ZnodePaths.assignments(worker));
    return folder != null && folder.getNumChildren() > 0;
  }

  @Override
  public boolean isRunning() {
    return running;
  }

  @Override
  public int getPhase() {
    return Integer.MAX_VALUE;
  }
}
