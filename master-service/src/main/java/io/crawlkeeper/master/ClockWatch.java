package io.crawlkeeper.master;

import io.crawlkeeper.clock.Agreement;
import io.crawlkeeper.clock.NodeClock;
import io.crawlkeeper.master.cluster.Event;
import io.crawlkeeper.master.cluster.EventLog;
import io.crawlkeeper.znode.ZnodePaths;
import io.crawlkeeper.zookeeper.Keeper;
import io.crawlkeeper.zookeeper.MultiReads;
import io.crawlkeeper.zookeeper.Znode;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.ScheduledThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import org.apache.zookeeper.KeeperException;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Reads what all nodes say of the clocks of their machines, and notes what has changed. */
final class ClockWatch implements AutoCloseable {

  private static final Logger log = LoggerFactory.getLogger(ClockWatch.class);
  private static final int PERIOD_SECONDS = 5;

  private final MultiReads reads;
  private final EventLog events;
  private final InstantSource clock;
  private final ScheduledExecutorService thread =
      new ScheduledThreadPoolExecutor(
          1, Thread.ofPlatform().daemon().name("clock-watch").factory());

  private volatile Map<String, NodeClock> clocks = Map.of();

  ClockWatch(Keeper keeper, EventLog events, InstantSource clock) {
    this.reads = new MultiReads(keeper);
    this.events = events;
    this.clock = clock;
  }

  void start() {
    var _ = thread.scheduleWithFixedDelay(this::look, 0, PERIOD_SECONDS, TimeUnit.SECONDS);
  }

  /** By the names of nodes with their incarnations; some seconds old. */
  Map<String, NodeClock> clocks() {
    return clocks;
  }

  /** Looks once; what cannot be read is looked at again later. */
  void look() {
    try {
      var before = clocks;
      clocks = read();
      events.add(news(before, clocks));
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    } catch (KeeperException | RuntimeException e) {
      log.debug("The clocks of nodes cannot be read now", e);
    }
  }

  private Map<String, NodeClock> read() throws KeeperException, InterruptedException {
    var found = new TreeMap<String, NodeClock>();
    for (var znode : reads.data(reads.children(List.of(ZnodePaths.CLOCKS)))) {
      var said = said(znode);
      if (said != null) {
        found.put(znode.name(), said);
      }
    }
    return found;
  }

  /** Null for nodes of earlier versions, which say nothing. */
  private static @Nullable NodeClock said(Znode znode) {
    return znode.data().length == 0 ? null : znode.asIfReadable(NodeClock.class);
  }

  private List<Event> news(Map<String, NodeClock> before, Map<String, NodeClock> now) {
    var news = new ArrayList<Event>();
    now.forEach(
        (node, said) -> {
          var last = before.get(node);
          var then = last == null ? Agreement.AGREED : last.agreement();
          if (said.agreement() != then) {
            news.add(new Event(clock.instant(), type(said), node, message(said)));
          }
        });
    return news;
  }

  private static Event.Type type(NodeClock said) {
    return said.agreement() == Agreement.AGREED ? Event.Type.CLOCK_RIGHT : Event.Type.CLOCK_OFF;
  }

  private static String message(NodeClock said) {
    return switch (said.agreement()) {
      case AGREED -> "Its machine's clock agrees with ZooKeeper's.";
      case UNKNOWN -> "ZooKeeper has not told it its time for long.";
      case OFF -> "Its machine's clock is %s.".formatted(said.position());
    };
  }

  @Override
  public void close() {
    thread.shutdownNow();
  }
}
