package io.crawlkeeper.worker;

import io.crawlkeeper.worker.run.Kinds;
import io.crawlkeeper.worker.run.RunFates;
import io.crawlkeeper.worker.run.RunKey;
import io.crawlkeeper.worker.run.TaskExecutor;
import java.io.IOException;
import java.time.Duration;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Removes what runs have left that are over and whose workers could not do it: those that were
 * killed, or whose task was deleted or given to others. Looks at the start and every ten minutes at
 * all that the executors can see from here, and at single runs when told to; those that are live
 * then may be about to be ended by the next owner of their task, so they are looked at again. What
 * is listed was made by an attempt that a ledger had running before, so a ledger that is read
 * afterwards and does not have it live any more says for certain that nobody will go on with it.
 */
final class Janitor implements AutoCloseable {
  private static final Logger log = LoggerFactory.getLogger(Janitor.class);
  private static final Duration EVERY = Duration.ofMinutes(10);
  private static final Duration AGAIN = Duration.ofSeconds(30);
  private static final int MOST = 10_000;

  private final Kinds kinds;
  private final RunFates fates;
  private final Duration again;
  private final BlockingQueue<Hint> told = new LinkedBlockingQueue<>(MOST);
  private final Set<Hint> undecided = new LinkedHashSet<>();
  private final Thread thread = Thread.ofPlatform().daemon().name("janitor").unstarted(this::work);

  private record Hint(TaskExecutor executor, RunKey run) {}

  Janitor(Kinds kinds, RunFates fates) {
    this(kinds, fates, AGAIN);
  }

  /**
   * @param again how soon to look again at a run that was told of and is live
   */
  Janitor(Kinds kinds, RunFates fates, Duration again) {
    this.kinds = kinds;
    this.fates = fates;
    this.again = again;
  }

  void start() {
    thread.start();
  }

  /** One of its attempts is over, which this executor has made, and it may be. Returns at once. */
  void look(TaskExecutor executor, RunKey run) {
    var _ = told.offer(new Hint(executor, run)); // If there are too many, the next sweep finds it.
  }

  private void work() {
    try {
      while (true) {
        sweep();
        waitForSweep();
      }
    } catch (InterruptedException e) {
      log.debug("No more is tidied up");
    }
  }

  private void waitForSweep() throws InterruptedException {
    var end = System.nanoTime() + EVERY.toNanos();
    for (var left = EVERY.toNanos(); left > 0; left = end - System.nanoTime()) {
      @Nullable Hint hint = told.poll(Math.min(left, again.toNanos()), TimeUnit.NANOSECONDS);
      if (hint == null) {
        lookAgain();
      } else if (!tidy(hint.executor(), hint.run()) && undecided.size() < MOST) {
        undecided.add(hint);
      }
    }
    undecided.clear(); // The sweep sees what there is of them.
  }

  private void lookAgain() throws InterruptedException {
    for (var hint : List.copyOf(undecided)) {
      if (tidy(hint.executor(), hint.run())) {
        undecided.remove(hint);
      }
    }
  }

  /** Looks at all that can be seen. Only where {@link #start} was not called. */
  void sweep() throws InterruptedException {
    for (var executor : kinds.all()) {
      sweep(executor);
    }
  }

  private void sweep(TaskExecutor executor) throws InterruptedException {
    try {
      for (var run : executor.leftovers()) {
        var _ = tidy(executor, run);
      }
    } catch (IOException | RuntimeException e) {
      log.warn(
          "It cannot be seen now what runs of kind {} have left over: {}",
          executor.kind(),
          e.toString());
    }
  }

  /** Whether there is no more to be done. */
  private boolean tidy(TaskExecutor executor, RunKey run) throws InterruptedException {
    try {
      var ended = fates.ended(run);
      if (ended.isEmpty()) {
        return false;
      }
      executor.clear(ended.get());
      log.info("Run {} of {} is over: removed what was left of it.", run.id(), run.task());
      return true;
    } catch (RuntimeException e) {
      log.warn("What run {} has left cannot be removed now: {}", run.id(), e.toString());
      return false;
    }
  }

  @Override
  public void close() {
    thread.interrupt();
  }
}
