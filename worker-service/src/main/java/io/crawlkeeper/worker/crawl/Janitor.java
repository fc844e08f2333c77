package io.crawlkeeper.worker.crawl;

import io.crawlkeeper.worker.crawl.frontier.FrontierStore;
import io.crawlkeeper.worker.crawl.frontier.RunKey;
import io.crawlkeeper.worker.run.TaskExecutor;
import java.io.IOException;
import java.time.Duration;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Removes what runs have left that are over and whose workers could not do it: those that were
 * killed, or whose task was deleted or given to others. Looks at the start and each hour at all
 * frontiers that can be seen from here, and at single runs when told to. What is listed was made by
 * an attempt that a ledger had running before, so a ledger that is read afterwards and does not
 * have it live any more says for certain that nobody will go on with it.
 */
public final class Janitor implements AutoCloseable {
  private static final Logger log = LoggerFactory.getLogger(Janitor.class);
  private static final Duration EVERY = Duration.ofHours(1);

  private final FrontierStore store;
  private final RunFates fates;
  private final TaskExecutor executor;
  private final BlockingQueue<RunKey> told = new LinkedBlockingQueue<>(10_000);
  private final Thread thread = Thread.ofPlatform().daemon().name("janitor").unstarted(this::work);

  public Janitor(FrontierStore store, RunFates fates, TaskExecutor executor) {
    this.store = store;
    this.fates = fates;
    this.executor = executor;
  }

  public void start() {
    thread.start();
  }

  /** One of its attempts is over, and it may be. Returns at once. */
  public void look(RunKey run) {
    var _ = told.offer(run); // If there are too many, the next sweep finds it.
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
      @Nullable RunKey run = told.poll(left, TimeUnit.NANOSECONDS);
      if (run != null) {
        tidy(run);
      }
    }
  }

  /** Looks at all that can be seen. Only where {@link #start} was not called. */
  void sweep() throws InterruptedException {
    try {
      for (var run : store.runs()) {
        tidy(run);
      }
    } catch (IOException | RuntimeException e) {
      log.warn("It cannot be seen now which frontiers are left over: {}", e.toString());
    }
  }

  private void tidy(RunKey run) throws InterruptedException {
    try {
      var ended = fates.ended(run);
      if (ended.isPresent()) {
        executor.clear(ended.get());
        log.info("Run {} of {} is over: removed what was left of it.", run.id(), run.task());
      }
    } catch (RuntimeException e) {
      log.warn("What run {} has left cannot be removed now: {}", run.id(), e.toString());
    }
  }

  @Override
  public void close() {
    thread.interrupt();
  }
}
