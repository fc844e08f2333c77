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
 * Keeps the history as small as the tasks want it: cuts back that of each task to its plan, also
 * where no run of it ends, and removes what tasks that were deleted have left, after a while. Only
 * on the leader.
 */
final class HistoryCare implements AutoCloseable {

  private static final Logger log = LoggerFactory.getLogger(HistoryCare.class);

  /** How long the history of a deleted task is kept. */
  static final Duration KEPT = Duration.ofDays(30);

  private static final long ROUND_SECONDS = 60;
  private static final long FIRST_SECONDS = 600;
  private static final long PERIOD_SECONDS = 3_600;

  private final History history;
  private final ClusterView view;
  private final Leader leader;
  private final InstantSource clock;
  private final CareRounds rounds = new CareRounds();
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
            () -> orLog(this::cutBack), ROUND_SECONDS, ROUND_SECONDS, TimeUnit.SECONDS);
    var _ =
        thread.scheduleWithFixedDelay(
            () -> orLog(this::remove), FIRST_SECONDS, PERIOD_SECONDS, TimeUnit.SECONDS);
  }

  private interface Step {
    void take() throws HistoryAwayException;
  }

  private static void orLog(Step step) {
    try {
      step.take();
    } catch (HistoryAwayException | RuntimeException e) {
      log.warn("The history is cut back later: {}", e.toString());
    }
  }

  /** Cuts back the tasks whose turn it is. */
  void cutBack() throws HistoryAwayException {
    if (!leads()) {
      return;
    }
    for (var task : rounds.due(view.image().tasks().values(), clock.instant())) {
      rounds.done(task, cutBack(task), clock.instant());
    }
  }

  /** One that cannot be cut back does not keep the others from it. */
  private boolean cutBack(TaskEntry task) throws HistoryAwayException {
    try {
      return history.retain(task.id(), CareRounds.plan(task), clock.instant());
    } catch (RuntimeException e) {
      log.warn("The history of task {} cannot be cut back", task.name(), e);
      return false;
    }
  }

  /** Looks once. A master that only believes that it leads does no harm: it knows the tasks. */
  void remove() throws HistoryAwayException {
    if (leads()) {
      var living =
          view.image().tasks().values().stream().map(TaskEntry::id).collect(Collectors.toSet());
      history.retainOnly(living, clock.instant(), KEPT);
    }
  }

  private boolean leads() {
    return leader.leading() && view.loaded();
  }

  @Override
  public void close() {
    thread.shutdownNow();
  }
}
