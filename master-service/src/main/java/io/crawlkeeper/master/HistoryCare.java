package io.crawlkeeper.master;

import io.crawlkeeper.history.History;
import io.crawlkeeper.history.History.HistoryAwayException;
import io.crawlkeeper.master.cluster.ClusterView;
import io.crawlkeeper.master.cluster.TaskEntry;
import io.crawlkeeper.master.leader.Leader;
import java.time.Duration;
import java.time.InstantSource;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.ScheduledThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import java.util.stream.Collectors;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Removes the history of tasks that were deleted, once it is old. The history of the others is the
 * matter of their owners. Only on the leader, once an hour.
 */
final class HistoryCare implements AutoCloseable {

  private static final Logger log = LoggerFactory.getLogger(HistoryCare.class);

  /** How long the history of a deleted task is kept. */
  private static final Duration KEPT = Duration.ofDays(30);

  private static final long PERIOD_MINUTES = 60;

  private final History history;
  private final ClusterView view;
  private final Leader leader;
  private final InstantSource clock;
  private final ScheduledExecutorService thread =
      new ScheduledThreadPoolExecutor(
          1, Thread.ofPlatform().daemon().name("history-care").factory());

  HistoryCare(History history, ClusterView view, Leader leader, InstantSource clock) {
    this.history = history;
    this.view = view;
    this.leader = leader;
    this.clock = clock;
  }

  void start() {
    var _ =
        thread.scheduleWithFixedDelay(
            this::removeOrLog, PERIOD_MINUTES, PERIOD_MINUTES, TimeUnit.MINUTES);
  }

  private void removeOrLog() {
    try {
      remove();
    } catch (HistoryAwayException | RuntimeException e) {
      log.warn("The history of deleted tasks is looked at again in an hour: {}", e.toString());
    }
  }

  /** Looks once. A master that only believes that it leads does no harm: it knows the tasks. */
  void remove() throws HistoryAwayException {
    if (leader.leading() && view.loaded()) {
      var living =
          view.image().tasks().values().stream().map(TaskEntry::id).collect(Collectors.toSet());
      history.retainOnly(living, clock.instant().minus(KEPT));
    }
  }

  @Override
  public void close() {
    thread.shutdownNow();
  }
}
