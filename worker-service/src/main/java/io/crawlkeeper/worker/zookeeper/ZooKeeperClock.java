package io.crawlkeeper.worker.zookeeper;

import io.crawlkeeper.worker.clock.ClockCheck;
import io.crawlkeeper.znode.ZnodePaths;
import io.crawlkeeper.zookeeper.Keeper;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.function.LongSupplier;
import org.apache.zookeeper.CreateMode;
import org.apache.zookeeper.KeeperException;
import org.apache.zookeeper.Op;
import org.apache.zookeeper.OpResult;
import org.apache.zookeeper.ZooDefs.Ids;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Asks ZooKeeper for its time, every ten seconds, by writing a znode of this worker: each write
 * tells when ZooKeeper's leader took it. Says once when the clocks differ too much, and once when
 * they agree again.
 */
public final class ZooKeeperClock implements AutoCloseable {

  private static final Logger log = LoggerFactory.getLogger(ZooKeeperClock.class);
  private static final int PERIOD_SECONDS = 10;
  private static final byte[] NOTHING = {};

  private final Keeper keeper;
  private final String path;
  private final ClockCheck check;
  private final LongSupplier nanoTime;
  private final ScheduledExecutorService thread =
      Executors.newSingleThreadScheduledExecutor(
          Thread.ofPlatform().daemon().name("zookeeper-clock").factory());
  private boolean told;

  /**
   * @param worker name of this worker with its incarnation
   * @param nanoTime the clock of {@code check} that only goes forward
   */
  public ZooKeeperClock(Keeper keeper, String worker, ClockCheck check, LongSupplier nanoTime) {
    this.keeper = keeper;
    this.path = ZnodePaths.clock(worker);
    this.check = check;
    this.nanoTime = nanoTime;
  }

  public void start() {
    var _ = thread.scheduleWithFixedDelay(this::ask, 0, PERIOD_SECONDS, TimeUnit.SECONDS);
    var _ = thread.scheduleWithFixedDelay(this::tell, 1, 1, TimeUnit.SECONDS);
  }

  /** Asks once; what could not be found out is asked again at the next turn. */
  public void ask() {
    try {
      sample();
      tell();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    } catch (KeeperException | RuntimeException e) {
      log.debug("ZooKeeper's time could not be asked", e);
    }
  }

  private void sample() throws KeeperException, InterruptedException {
    var asked = nanoTime.getAsLong();
    try {
      var results = keeper.multi(List.of(Op.setData(path, NOTHING, -1)));
      if (results.getFirst() instanceof OpResult.SetDataResult set) {
        check.sampled(Instant.ofEpochMilli(set.getStat().getMtime()), asked, nanoTime.getAsLong());
      }
    } catch (KeeperException.NoNodeException e) {
      var _ =
          keeper.multi(
              List.of(Op.create(path, NOTHING, Ids.OPEN_ACL_UNSAFE, CreateMode.EPHEMERAL)));
      sample();
    }
  }

  private void tell() {
    var ahead = check.ahead();
    if (ahead == null || check.agrees() != told) {
      return;
    }
    told = !told;
    if (told) {
      log.error(
          "This machine's clock is {} s {} ZooKeeper's. No schedule fires here until they agree"
              + " within {} s: set the clock, or let NTP do it.",
          seconds(ahead.abs()),
          ahead.isNegative() ? "behind" : "ahead of",
          ClockCheck.TOLERANCE.toSeconds());
    } else {
      log.info("This machine's clock agrees with ZooKeeper's again; schedules fire.");
    }
  }

  private static String seconds(Duration duration) {
    return String.format(Locale.ROOT, "%.1f", duration.toMillis() / 1000.0);
  }

  @Override
  public void close() {
    thread.shutdownNow();
  }
}
