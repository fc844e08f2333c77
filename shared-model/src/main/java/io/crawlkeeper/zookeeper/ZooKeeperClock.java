package io.crawlkeeper.zookeeper;

import io.crawlkeeper.clock.Agreement;
import io.crawlkeeper.clock.ClockCheck;
import io.crawlkeeper.clock.NodeClock;
import io.crawlkeeper.znode.ZnodeCodec;
import io.crawlkeeper.znode.ZnodePaths;
import java.time.Instant;
import java.util.List;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.ScheduledThreadPoolExecutor;
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
 * Asks ZooKeeper for its time, every ten seconds, by writing a znode of this node: each write tells
 * when ZooKeeper's leader took it. What it writes is how this machine's clock stands to that time,
 * for masters to show. Says once when the clocks differ too much, once when ZooKeeper has not told
 * its time for long, and once when they agree again.
 */
public final class ZooKeeperClock implements SessionWatch.Listener, AutoCloseable {

  private static final Logger log = LoggerFactory.getLogger(ZooKeeperClock.class);
  private static final int PERIOD_SECONDS = 10;
  private static final int FIRST_TRIES = 3;

  private final Keeper keeper;
  private final String path;
  private final ClockCheck check;
  private final LongSupplier nanoTime;
  private final long began;
  private final ScheduledExecutorService thread =
      new ScheduledThreadPoolExecutor(
          1, Thread.ofPlatform().daemon().name("zookeeper-clock").factory());

  /** What the log has said. */
  private Agreement told = Agreement.AGREED;

  /** What the znode says. */
  private Agreement said = Agreement.UNKNOWN;

  /**
   * @param node name of this node with its incarnation
   * @param nanoTime the clock of {@code check} that only goes forward
   */
  public ZooKeeperClock(Keeper keeper, String node, ClockCheck check, LongSupplier nanoTime) {
    this.keeper = keeper;
    this.path = ZnodePaths.clock(node);
    this.check = check;
    this.nanoTime = nanoTime;
    this.began = nanoTime.getAsLong();
  }

  /**
   * Asks at once, so that nothing is decided before by a clock that may be wrong; blocks. Goes on
   * asking on a thread of its own.
   */
  public void start() {
    for (var i = 0; i < FIRST_TRIES && !check.told(); i++) {
      ask();
    }
    var _ =
        thread.scheduleWithFixedDelay(this::ask, PERIOD_SECONDS, PERIOD_SECONDS, TimeUnit.SECONDS);
    var _ = thread.scheduleWithFixedDelay(this::look, 1, 1, TimeUnit.SECONDS);
  }

  /** The leader of ZooKeeper may be another, and this machine may have been suspended. */
  @Override
  public void reconnected() {
    if (!thread.isShutdown()) {
      thread.execute(this::ask);
    }
  }

  private void look() {
    if (!check.told() || said != check.agreement()) {
      ask();
    } else {
      tell();
    }
  }

  /** Asks once; what could not be found out is asked again at the next turn. */
  public void ask() {
    try {
      sample();
      if (said != check.agreement()) {
        sample();
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    } catch (KeeperException | RuntimeException e) {
      log.debug("ZooKeeper's time could not be asked", e);
    }
    tell();
  }

  private void sample() throws KeeperException, InterruptedException {
    try {
      write();
    } catch (KeeperException.NoNodeException e) {
      create();
      write();
    }
  }

  private void write() throws KeeperException, InterruptedException {
    var clock = NodeClock.of(check);
    var asked = nanoTime.getAsLong();
    var results = keeper.multi(List.of(Op.setData(path, ZnodeCodec.encode(clock), -1)));
    said = clock.agreement();
    if (results.getFirst() instanceof OpResult.SetDataResult set
        && !check.sampled(
            Instant.ofEpochMilli(set.getStat().getMtime()), asked, nanoTime.getAsLong())) {
      log.debug("ZooKeeper took too long to tell its time");
    }
  }

  private void create() throws KeeperException, InterruptedException {
    var own = create(path, CreateMode.EPHEMERAL);
    try {
      var _ = keeper.multi(List.of(own));
    } catch (KeeperException.NoNodeException e) {
      // Somebody has deleted the folder. Before there is a layout it is for a master to make it.
      var folder = create(ZnodePaths.CLOCKS, CreateMode.PERSISTENT);
      var _ = keeper.multi(List.of(Op.check(ZnodePaths.LAYOUT, -1), folder, own));
      log.warn("{} was gone; it is there again.", ZnodePaths.CLOCKS);
    }
  }

  private Op create(String znode, CreateMode mode) {
    return Op.create(znode, ZnodeCodec.encode(NodeClock.of(check)), Ids.OPEN_ACL_UNSAFE, mode);
  }

  /** Tells of a change, once. */
  private void tell() {
    var clock = NodeClock.of(check);
    var now = clock.agreement();
    if (now == told || (now == Agreement.UNKNOWN && young())) {
      return;
    }
    told = now;
    switch (now) {
      case AGREED -> log.info("This machine's clock agrees with ZooKeeper's again.");
      case OFF ->
          log.error(
              "This machine's clock is {}. It is not trusted, and a worker fires no schedule, until"
                  + " they agree within {} s: set the clock, or let NTP do it.",
              clock.position(),
              ClockCheck.TOLERANCE.toSeconds());
      case UNKNOWN ->
          log.warn(
              "ZooKeeper has not told its time for {} min. Until it does, a worker fires no"
                  + " schedule.",
              ClockCheck.KEPT.toMinutes());
    }
  }

  /** Whether this process has not been asking for long. */
  private boolean young() {
    return nanoTime.getAsLong() - began < ClockCheck.KEPT.toNanos();
  }

  @Override
  public void close() {
    thread.shutdownNow();
  }
}
