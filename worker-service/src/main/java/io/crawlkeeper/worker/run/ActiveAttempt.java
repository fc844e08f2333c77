package io.crawlkeeper.worker.run;

import io.crawlkeeper.model.Progress;
import io.crawlkeeper.model.Run;
import io.crawlkeeper.model.Run.Outcome;
import io.crawlkeeper.model.RunState;
import io.crawlkeeper.model.Task;
import io.crawlkeeper.model.TaskSpec;
import io.crawlkeeper.worker.run.RunTokens.Held;
import io.crawlkeeper.worker.run.RunTokens.Superseded;
import java.time.Duration;
import java.time.InstantSource;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.FutureTask;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.function.BooleanSupplier;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * One attempt from its start to its end. A thread of its own takes the token, lets the executor
 * work, writes progress once a second, and commits the outcome; all writes of the run come from
 * that thread, one after the other, each with the token of the one before.
 */
public final class ActiveAttempt implements Attempt {

  private static final Logger log = LoggerFactory.getLogger(ActiveAttempt.class);
  private static final Duration PROGRESS_PERIOD = Duration.ofSeconds(1);

  /** What an attempt lives on. */
  public record Surroundings(
      RunTokens tokens, TaskExecutor executor, InstantSource clock, BooleanSupplier mayAct) {}

  /**
   * How an attempt left the run.
   *
   * @param run as last written; null if it is not this worker's any more
   * @param token of that run
   */
  public record Ended(String task, @Nullable Run run, int token) {}

  private final Task task;
  private final Surroundings surroundings;
  private final CompletableFuture<Ended> ended = new CompletableFuture<>();
  private volatile Run run;
  private volatile Progress progress = Progress.NONE;
  private volatile @Nullable StopReason stop;
  private @Nullable Thread worker;
  private int token;

  /**
   * @param run as it shall be written to take the token
   * @param token version of the run's znode before
   */
  public ActiveAttempt(Task task, Run run, int token, Surroundings surroundings) {
    this.task = task;
    this.run = run;
    this.token = token;
    this.surroundings = surroundings;
  }

  /** Begins; the answer is completed when all is over, never exceptionally. */
  public CompletableFuture<Ended> start() {
    Thread.ofVirtual().name("run-" + run.id()).start(this::live);
    return ended;
  }

  /** Ends the attempt early. The first reason counts, but to be dropped overrules all. */
  public synchronized void stop(StopReason reason) {
    if (stop == null || reason == StopReason.DROPPED) {
      stop = reason;
    }
    if (worker != null) {
      worker.interrupt();
    }
  }

  @Override
  public Run run() {
    return run;
  }

  @Override
  public TaskSpec spec() {
    return task.spec();
  }

  @Override
  public boolean mayAct() {
    return stop == null && surroundings.mayAct().getAsBoolean();
  }

  @Override
  public boolean stopRequested() {
    return stop != null;
  }

  @Override
  public void report(Progress now) {
    progress = now;
  }

  private void live() {
    try {
      if (write(run)) {
        log.info("Run {} of {}: attempt {} begins.", run.id(), run.task(), run.attempt());
        finish(work());
      }
      ended.complete(new Ended(task.name(), null, 0));
    } catch (RuntimeException e) {
      log.error("Run {} of {} broke off", run.id(), run.task(), e);
      ended.complete(new Ended(task.name(), null, 0));
    }
  }

  /** Lets the executor work; null if the attempt was stopped. */
  private @Nullable Outcome work() {
    var work = new FutureTask<>(() -> surroundings.executor().execute(this));
    begin(Thread.ofVirtual().name("attempt-" + run.id()).unstarted(work));
    while (true) {
      try {
        return work.get(PROGRESS_PERIOD.toMillis(), TimeUnit.MILLISECONDS);
      } catch (TimeoutException e) {
        writeProgress();
      } catch (ExecutionException e) {
        return broken(e.getCause());
      } catch (InterruptedException e) {
        stop(StopReason.DROPPED);
      }
    }
  }

  private synchronized void begin(Thread thread) {
    worker = thread;
    thread.start();
    if (stop != null) {
      thread.interrupt();
    }
  }

  private @Nullable Outcome broken(@Nullable Throwable cause) {
    if (stop != null) {
      return null;
    }
    log.error("Run {} of {} broke", run.id(), run.task(), cause);
    return new Outcome(RunState.FAILED, progress, null, "the executor broke: " + cause);
  }

  private void writeProgress() {
    if (stop == null && !progress.equals(run.progress()) && !write(run.at(progress))) {
      stop(StopReason.DROPPED);
    }
  }

  private void finish(@Nullable Outcome outcome) {
    var reason = stop;
    if (reason == StopReason.DROPPED) {
      log.info("Run {} of {} is not this worker's any more.", run.id(), run.task());
      surroundings.executor().discard(this);
      return;
    }
    var last = last(outcome, reason);
    var written = write(last);
    if (!written || last.output() == null) {
      surroundings.executor().discard(this);
    }
    if (written) {
      log.info("Run {} of {}: {}.", run.id(), run.task(), run.state());
      ended.complete(new Ended(task.name(), run, token));
    }
  }

  private Run last(@Nullable Outcome outcome, @Nullable StopReason reason) {
    if (outcome != null) {
      return run.ended(outcome, surroundings.clock().instant());
    }
    return reason == StopReason.CANCELLED
        ? run.ended(
            new Outcome(RunState.CANCELLED, progress, null, "the task was changed"),
            surroundings.clock().instant())
        : run.at(progress).released();
  }

  /** Whether the run is so now; if not, it is not this worker's any more. */
  private boolean write(Run next) {
    return switch (surroundings.tokens().write(next, token).join()) {
      case Held held -> {
        run = next;
        token = held.token();
        yield true;
      }
      case Superseded _ -> false;
    };
  }
}
