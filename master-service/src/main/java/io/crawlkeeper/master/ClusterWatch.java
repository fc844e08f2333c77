package io.crawlkeeper.master;

import io.crawlkeeper.master.cluster.ClusterView;
import io.crawlkeeper.master.cluster.EventLog;
import io.crawlkeeper.master.schedule.Observation;
import io.crawlkeeper.master.schedule.Stalls;
import io.crawlkeeper.master.schedule.Watchdog;
import io.crawlkeeper.model.Leadership;
import java.time.InstantSource;
import java.util.Collections;
import java.util.SortedMap;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.ScheduledThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Looks at the whole cluster now and then, aside from all requests: finds schedules that stand
 * still, and notes what has happened.
 */
final class ClusterWatch implements Stalls, AutoCloseable {

  private static final Logger log = LoggerFactory.getLogger(ClusterWatch.class);
  private static final int PERIOD_SECONDS = 5;

  private final ClusterView view;
  private final EventLog events;
  private final InstantSource clock;
  private final Watchdog watchdog = new Watchdog();
  private final ScheduledExecutorService thread =
      new ScheduledThreadPoolExecutor(
          1, Thread.ofPlatform().daemon().name("cluster-watch").factory());

  private volatile SortedMap<String, String> stalled = Collections.emptySortedMap();
  private @Nullable Observation last;

  ClusterWatch(ClusterView view, EventLog events, InstantSource clock) {
    this.view = view;
    this.events = events;
    this.clock = clock;
  }

  void start() {
    var _ =
        thread.scheduleWithFixedDelay(
            this::lookOrLog, PERIOD_SECONDS, PERIOD_SECONDS, TimeUnit.SECONDS);
  }

  private void lookOrLog() {
    try {
      look();
    } catch (RuntimeException e) {
      log.warn("The cluster could not be looked at; trying again", e);
    }
  }

  /** Looks once. */
  void look() {
    if (!view.loaded()) {
      return;
    }
    var now = clock.instant();
    var image = view.image();
    var found = watchdog.look(image, now);
    stalled = found.stalled();
    var leader = view.leader().map(Leadership::participant).orElse("");
    var seen = Observation.of(image, leader, found);
    var before = last;
    last = seen;
    if (before != null) {
      events.add(seen.since(before, now));
    }
  }

  @Override
  public SortedMap<String, String> stalled() {
    return stalled;
  }

  @Override
  public void close() {
    thread.shutdownNow();
  }
}
