package io.crawlkeeper.worker.assignment;

import io.crawlkeeper.worker.run.ActiveAttempt;
import io.crawlkeeper.worker.run.ActiveAttempt.Ended;
import io.crawlkeeper.worker.run.StopReason;
import java.time.Duration;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.ScheduledThreadPoolExecutor;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.function.BooleanSupplier;
import java.util.function.Function;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Brings what runs on this worker in line with what is assigned to it. One thread owns the state;
 * hints that something changed come from outside, and every 30 s all is read anew.
 */
public final class AssignmentLoop implements AutoCloseable {

  private static final Logger log = LoggerFactory.getLogger(AssignmentLoop.class);
  private static final Duration SWEEP = Duration.ofSeconds(30);
  private static final Duration RETRY = Duration.ofMillis(500);

  private record Active(ActiveAttempt attempt, String name, long taskId, long generation)
      implements Plan.UnderWay {}

  private final AssignmentSource source;
  private final Function<AssignedTask, ActiveAttempt> attempts;
  private final BooleanSupplier mayStart;
  private final int slots;
  private final ScheduledExecutorService thread =
      new ScheduledThreadPoolExecutor(
          1,
          Thread.ofPlatform().daemon().name("assignment-loop").factory(),
          new ThreadPoolExecutor.DiscardPolicy()); // hints still come when all is closing
  private final Map<String, AssignedTask> assigned = new HashMap<>();
  private final Map<String, Active> active = new HashMap<>();
  private boolean leaving;
  private volatile int assignedCount;
  private volatile int activeCount;

  /**
   * @param attempts makes the next attempt of a task, ready to start
   * @param mayStart whether the session is sure enough to begin something new
   * @param slots attempts under way at once, at least 1
   */
  public AssignmentLoop(
      AssignmentSource source,
      Function<AssignedTask, ActiveAttempt> attempts,
      BooleanSupplier mayStart,
      int slots) {
    this.source = source;
    this.attempts = attempts;
    this.mayStart = mayStart;
    this.slots = slots;
  }

  public void start() {
    var _ =
        thread.scheduleWithFixedDelay(this::readAll, 0, SWEEP.toMillis(), TimeUnit.MILLISECONDS);
  }

  /** Everything may have changed. Returns at once. */
  public void allChanged() {
    thread.execute(this::readAll);
  }

  /** The assignments of these tasks may have changed. Returns at once. */
  public void changed(Collection<String> names) {
    var some = Set.copyOf(names);
    thread.execute(() -> read(some));
  }

  /** The session is over: everything that runs is dropped. Returns at once. */
  public void sessionLost() {
    thread.execute(
        () -> {
          if (!active.isEmpty()) {
            log.warn("Dropping {} runs: the session is over.", active.size());
          }
          active.values().forEach(one -> one.attempt().stop(StopReason.DROPPED));
          assigned.clear();
          count();
        });
  }

  /** Tasks of this worker. */
  public int assigned() {
    return assignedCount;
  }

  /** Attempts under way. */
  public int active() {
    return activeCount;
  }

  /**
   * Begins nothing any more and gives back what runs.
   *
   * @return whether all was given back within that time
   */
  public boolean leave(Duration patience) throws InterruptedException {
    var over = new CompletableFuture<Void>();
    thread.execute(
        () -> {
          leaving = true;
          var ends = active.values().stream().map(Active::attempt).toList();
          ends.forEach(attempt -> attempt.stop(StopReason.RELEASED));
          thread.execute(() -> completeWhenIdle(over));
        });
    try {
      over.get(patience.toMillis(), TimeUnit.MILLISECONDS);
      return true;
    } catch (TimeoutException e) {
      return false;
    } catch (ExecutionException e) {
      throw new IllegalStateException(e);
    }
  }

  private void completeWhenIdle(CompletableFuture<Void> over) {
    if (active.isEmpty()) {
      over.complete(null);
    } else {
      var _ = thread.schedule(() -> completeWhenIdle(over), 20, TimeUnit.MILLISECONDS);
    }
  }

  private void readAll() {
    try {
      var now = source.all();
      assigned.clear();
      assigned.putAll(now);
      act();
    } catch (Exception e) {
      log.debug("Cannot read the assignments now", e);
      retryWhileConnected();
    }
  }

  private void read(Set<String> names) {
    try {
      var now = source.some(names);
      names.forEach(assigned::remove);
      assigned.putAll(now);
      act();
    } catch (Exception e) {
      log.debug("Cannot read {} assignments now", names.size(), e);
      retryWhileConnected();
    }
  }

  /** After a reconnect all is read anyway. */
  private void retryWhileConnected() {
    if (mayStart.getAsBoolean() && !thread.isShutdown()) {
      var _ = thread.schedule(this::readAll, RETRY.toMillis(), TimeUnit.MILLISECONDS);
    }
  }

  private void act() {
    for (var step :
        Plan.steps(assigned, active.values(), slots, !leaving && mayStart.getAsBoolean())) {
      switch (step) {
        case Plan.Start start -> begin(start.task());
        case Plan.Drop drop -> stop(drop.name(), StopReason.DROPPED);
        case Plan.Cancel cancel -> stop(cancel.name(), StopReason.CANCELLED);
      }
    }
    count();
  }

  private void begin(AssignedTask task) {
    var attempt = attempts.apply(task);
    active.put(
        task.name(), new Active(attempt, task.name(), task.task().id(), task.task().generation()));
    var _ = attempt.start().thenAcceptAsync(this::ended, thread);
  }

  private void stop(String name, StopReason reason) {
    var one = active.get(name);
    if (one != null) {
      one.attempt().stop(reason);
    }
  }

  private void ended(Ended end) {
    active.remove(end.task());
    var run = end.run();
    var task = assigned.get(end.task());
    if (run == null || task == null || task.task().id() != run.taskId()) {
      read(Set.of(end.task())); // Lost: what is known of it here is out of date.
    } else {
      assigned.put(end.task(), task.with(run, end.token()));
      act();
    }
  }

  private void count() {
    assignedCount = assigned.size();
    activeCount = active.size();
  }

  @Override
  public void close() {
    List<Runnable> unused = thread.shutdownNow();
    log.debug("{} steps were left", unused.size());
  }
}
