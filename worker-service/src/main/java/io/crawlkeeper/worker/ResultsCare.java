package io.crawlkeeper.worker;

import io.crawlkeeper.history.Expired;
import io.crawlkeeper.history.Expired.ExpiredRun;
import io.crawlkeeper.history.Expired.Place;
import io.crawlkeeper.history.History.HistoryAwayException;
import io.crawlkeeper.storage.Storage;
import java.io.IOException;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.HashSet;
import java.util.Set;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.ScheduledThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Removes the results of runs that the history has forgotten. Every worker does so in the storage
 * that it sees, as they need not all see the same: that a run was forgotten is remembered long
 * enough for a worker that is down to come back.
 */
final class ResultsCare implements AutoCloseable {
  private static final Logger log = LoggerFactory.getLogger(ResultsCare.class);

  private static final Duration REMEMBERED = Duration.ofDays(7);

  /** What others have forgotten by another clock, or in a commit that took long, comes late. */
  private static final Duration OVERLAP = Duration.ofHours(1);

  private static final int PAGE = 1_000;
  private static final long PERIOD_SECONDS = 600;
  private static final long FIRST_SECONDS = 30;

  private final Expired expired;
  private final Storage storage;
  private final InstantSource clock;

  /** Those since an hour before the one that was reached. */
  private final Set<ExpiredRun> done = new HashSet<>();

  private Instant reached = Instant.EPOCH;
  private final ScheduledExecutorService thread =
      new ScheduledThreadPoolExecutor(
          1, Thread.ofPlatform().daemon().name("results-care").factory());

  ResultsCare(Expired expired, Storage storage, InstantSource clock) {
    this.expired = expired;
    this.storage = storage;
    this.clock = clock;
  }

  void start() {
    var _ =
        thread.scheduleWithFixedDelay(
            this::removeOrLog, FIRST_SECONDS, PERIOD_SECONDS, TimeUnit.SECONDS);
  }

  private void removeOrLog() {
    try {
      remove();
    } catch (HistoryAwayException | IOException | RuntimeException e) {
      log.warn("Results of forgotten runs are looked at again later: {}", e.toString());
    }
  }

  /** Looks once. One thread at a time. */
  void remove() throws HistoryAwayException, IOException {
    var now = clock.instant();
    expired.forget(now.minus(REMEMBERED));
    var from = new Place(reached.minus(OVERLAP), "");
    done.removeIf(run -> run.time().isBefore(from.time()));
    for (var page = expired.runs(from, PAGE);
        !page.isEmpty();
        page = expired.runs(page.getLast().place(), PAGE)) {
      for (var run : page) {
        if (!done.contains(run)) {
          remove(run);
          done.add(run);
        }
        reached = run.time().isAfter(now) ? now : run.time();
      }
    }
  }

  private void remove(ExpiredRun run) throws IOException {
    storage.delete(run.task() + "/" + run.run());
    var items = storage.items();
    if (items != null) {
      items.remove(run.run());
    }
  }

  @Override
  public void close() {
    thread.shutdownNow();
  }
}
