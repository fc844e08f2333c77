package io.crawlkeeper.worker.job;

import io.crawlkeeper.worker.job.JobCluster.Watching;
import java.time.Duration;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * When to look at a Job again: when a change was told of, when the watch that tells of them has
 * just been set up again after it broke, and after some time in any case. What has changed is
 * always read, and never taken from what was told. Of one thread.
 */
final class Lookout implements AutoCloseable {
  private static final Logger log = LoggerFactory.getLogger(Lookout.class);

  /** Changes come in swarms. */
  private static final Duration LEAST = Duration.ofMillis(300);

  private static final Duration UNWATCHED = Duration.ofSeconds(3);

  private final JobCluster cluster;
  private final String namespace;
  private final String run;
  private final Duration resync;
  private final Semaphore changes = new Semaphore(0);
  private @Nullable Watching watching;

  Lookout(JobCluster cluster, String namespace, String run, Duration resync) {
    this.cluster = cluster;
    this.namespace = namespace;
    this.run = run;
    this.resync = resync;
  }

  /** Returns when it is time to look; the first time at once. */
  void await() throws InterruptedException {
    if (watching == null || watching.broken()) {
      open();
      if (watching != null) {
        return; // What has changed since the last look was told to nobody.
      }
    }
    Thread.sleep(LEAST);
    var longest = watching == null ? shorter(UNWATCHED, resync) : resync;
    var _ = changes.tryAcquire(longest.toMillis(), TimeUnit.MILLISECONDS);
    changes.drainPermits();
  }

  private static Duration shorter(Duration one, Duration other) {
    return one.compareTo(other) < 0 ? one : other;
  }

  private void open() throws InterruptedException {
    close();
    try {
      watching = cluster.watch(namespace, run, changes::release);
    } catch (ClusterTrouble e) {
      log.debug("Changes to the Job of run {} are not told of now: {}", run, e.getMessage());
    }
  }

  @Override
  public void close() {
    if (watching != null) {
      watching.close();
      watching = null;
    }
  }
}
