package io.crawlkeeper.history;

import io.crawlkeeper.history.History.HistoryAwayException;
import io.crawlkeeper.history.History.RunRow;
import io.crawlkeeper.history.History.TickRow;
import io.crawlkeeper.history.Submissions.Submission;
import io.crawlkeeper.model.RunPlan;
import java.time.Duration;
import java.time.InstantSource;
import java.util.List;
import java.util.concurrent.CancellationException;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Writes to the history in the order of submission, many rows in one transaction, and waits for as
 * long as the database is away. Between writes it cuts back what is more than the tasks keep. Safe
 * for use by many threads, save {@link #step}.
 */
public final class HistoryWriter implements AutoCloseable {

  private static final Logger log = LoggerFactory.getLogger(HistoryWriter.class);

  private static final Duration LEAST_PAUSE = Duration.ofMillis(100);
  private static final Duration MOST_PAUSE = Duration.ofSeconds(5);
  private static final Duration IDLE = Duration.ofSeconds(1);
  private static final Duration LAST_WORDS = Duration.ofMillis(900);

  private final History history;
  private final InstantSource clock;
  private final ReentrantLock lock = new ReentrantLock();
  private final Condition changed = lock.newCondition();

  // Guarded by the lock.
  private final Submissions submissions = new Submissions();
  private final RetentionQueue retention = new RetentionQueue();
  private @Nullable Thread thread;

  private volatile boolean closed;

  /** How often in a row the database did not answer. */
  private final AtomicInteger failures = new AtomicInteger();

  public HistoryWriter(History history, InstantSource clock) {
    this.history = history;
    this.clock = clock;
  }

  /** Starts the thread that writes. */
  public void start() {
    lock.lock();
    try {
      thread = Thread.ofPlatform().name("history-writer").daemon().start(this::loop);
    } finally {
      lock.unlock();
    }
  }

  /**
   * Queues these rows, which are written together.
   *
   * @return done when they are durable; failed if the history refuses them for a fault of ours, or
   *     if this writer is closed before. Completed by the thread that writes: whoever depends on it
   *     is to be brief.
   */
  public CompletableFuture<Void> write(List<RunRow> runs, List<TickRow> ticks) {
    var submission = new Submission(runs, ticks, new CompletableFuture<>());
    lock.lock();
    try {
      if (closed) {
        return CompletableFuture.failedFuture(unwritten());
      }
      submissions.add(submission);
      changed.signalAll();
    } finally {
      lock.unlock();
    }
    return submission.written();
  }

  /** Has the history of the task cut back to the plan when there is time, not more than asked. */
  public void retainSoon(long taskId, RunPlan.History plan) {
    lock.lock();
    try {
      retention.want(taskId, plan, clock.instant());
    } finally {
      lock.unlock();
    }
  }

  /** Whether the database did not answer the last time it was asked. */
  public boolean away() {
    return failures.get() > 0;
  }

  /** How many rows are not written yet. */
  public int waiting() {
    lock.lock();
    try {
      return submissions.rows();
    } finally {
      lock.unlock();
    }
  }

  /**
   * Writes one group of what waits, or cuts back one task. The thread does nothing else than this
   * again and again; a simulation calls it instead of starting the thread. One thread at a time.
   *
   * @return false if there was nothing to do or the database is away: come back later
   */
  public boolean step() {
    var group = group();
    var cut = group.isEmpty() ? cut() : null;
    if (group.isEmpty() && cut == null) {
      return false;
    }
    try {
      if (cut == null) {
        history.write(
            group.stream().flatMap(one -> one.runs().stream()).toList(),
            group.stream().flatMap(one -> one.ticks().stream()).toList());
        answered();
        finish(group, null);
      } else {
        var _ = history.retain(cut.task(), cut.plan(), clock.instant());
        answered();
        finishCut();
      }
      return true;
    } catch (HistoryAwayException e) {
      unanswered(e);
      return false;
    } catch (RuntimeException e) {
      answered();
      refused(group, cut, e);
      return true;
    }
  }

  /** Writes what it can within a second; what is left is told that it was not. */
  @Override
  public void close() {
    Thread writing;
    lock.lock();
    try {
      closed = true;
      writing = thread;
      changed.signalAll();
    } finally {
      lock.unlock();
    }
    try {
      if (writing != null) {
        writing.join(LAST_WORDS);
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
    abandon();
  }

  private void loop() {
    try {
      while (step() || !closed) {
        rest();
      }
    } finally {
      closed = true;
      abandon();
    }
  }

  /** Returns at once if there is something to do. */
  private void rest() {
    lock.lock();
    try {
      var nanos = away() ? pause(failures.get()).toNanos() : IDLE.toNanos();
      while (nanos > 0 && !closed && (away() || (submissions.isEmpty() && cut() == null))) {
        nanos = changed.awaitNanos(nanos);
      }
    } catch (InterruptedException e) {
      closed = true;
    } finally {
      lock.unlock();
    }
  }

  static Duration pause(int failures) {
    var pause = LEAST_PAUSE.multipliedBy(1L << Math.min(failures - 1, 16));
    return pause.compareTo(MOST_PAUSE) < 0 ? pause : MOST_PAUSE;
  }

  private List<Submission> group() {
    lock.lock();
    try {
      return submissions.group();
    } finally {
      lock.unlock();
    }
  }

  private RetentionQueue.@Nullable Cut cut() {
    lock.lock();
    try {
      return closed ? null : retention.next(clock.instant());
    } finally {
      lock.unlock();
    }
  }

  private void finish(List<Submission> group, @Nullable RuntimeException refusal) {
    lock.lock();
    try {
      submissions.remove(group);
    } finally {
      lock.unlock();
    }
    group.forEach(one -> one.finish(refusal));
  }

  private void finishCut() {
    lock.lock();
    try {
      retention.done(clock.instant());
    } finally {
      lock.unlock();
    }
  }

  private void refused(
      List<Submission> group, RetentionQueue.@Nullable Cut cut, RuntimeException e) {
    if (cut != null) {
      log.warn("The history of task {} cannot be cut back", cut.task(), e);
      finishCut();
    } else if (group.size() > 1) {
      separate(group);
    } else {
      log.error("The history refuses what can never be written", e);
      finish(group, e);
    }
  }

  private void separate(List<Submission> group) {
    lock.lock();
    try {
      submissions.separate(group);
    } finally {
      lock.unlock();
    }
  }

  private void answered() {
    if (away()) {
      log.info("The database of the history is back; {} rows have waited for it", waiting());
      failures.set(0);
    }
  }

  private void unanswered(HistoryAwayException e) {
    if (!away()) {
      log.warn("The database of the history is away, rows wait for it: {}", e.getMessage());
    }
    failures.incrementAndGet();
  }

  private void abandon() {
    List<Submission> left;
    lock.lock();
    try {
      left = submissions.removeAll();
    } finally {
      lock.unlock();
    }
    left.forEach(one -> one.finish(unwritten()));
  }

  private static CancellationException unwritten() {
    return new CancellationException("the writer of the history is closed");
  }
}
