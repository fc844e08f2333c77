package io.crawlkeeper.benchmarks.takeover;

import io.crawlkeeper.systemtests.harness.Znodes;
import io.crawlkeeper.znode.ZnodePaths;
import java.time.Duration;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import org.apache.zookeeper.AddWatchMode;
import org.apache.zookeeper.KeeperException;
import org.apache.zookeeper.WatchedEvent;
import org.apache.zookeeper.Watcher.Event.EventType;

/** When things happened that ZooKeeper tells of, after a leader was killed. */
final class Timeline {

  private final AtomicLong expired = new AtomicLong();
  private final AtomicLong claimed = new AtomicLong();
  private final CountDownLatch both = new CountDownLatch(2);
  private long began;

  /** Watches the election from now on. */
  static Timeline watch(Znodes znodes) throws KeeperException, InterruptedException {
    var timeline = new Timeline();
    var client = znodes.client();
    client.addWatch(ZnodePaths.ELECTION, timeline::election, AddWatchMode.PERSISTENT_RECURSIVE);
    client.addWatch(ZnodePaths.EPOCH, timeline::epoch, AddWatchMode.PERSISTENT);
    return timeline;
  }

  /** The leader is killed now. */
  void begin() {
    began = System.nanoTime();
  }

  private void election(WatchedEvent event) {
    if (event.getType() == EventType.NodeDeleted) {
      happened(expired);
    }
  }

  private void epoch(WatchedEvent event) {
    if (event.getType() == EventType.NodeDataChanged) {
      happened(claimed);
    }
  }

  private void happened(AtomicLong what) {
    if (what.compareAndSet(0, System.nanoTime())) {
      both.countDown();
    }
  }

  /** From the kill until the session of the killed one was over. */
  Duration expiry() throws InterruptedException {
    return since(expired);
  }

  /** From the kill until the next master had taken the epoch. */
  Duration claim() throws InterruptedException {
    return since(claimed);
  }

  private Duration since(AtomicLong what) throws InterruptedException {
    if (!both.await(1, TimeUnit.MINUTES)) {
      throw new IllegalStateException("nobody has taken the lead within a minute");
    }
    return Duration.ofNanos(what.get() - began);
  }
}
