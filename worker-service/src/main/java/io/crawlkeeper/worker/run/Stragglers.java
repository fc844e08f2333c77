package io.crawlkeeper.worker.run;

import io.crawlkeeper.model.Run;
import java.time.Duration;
import java.util.Arrays;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.Collectors;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Attempts that were told to stop, and whose executor has not returned after a while. Nothing can
 * be done about them but to say so. Safe for use by many threads.
 */
public final class Stragglers {

  /** After which it is said. */
  public static final Duration PATIENCE = Duration.ofSeconds(60);

  private static final Logger log = LoggerFactory.getLogger(Stragglers.class);
  private static final int FRAMES = 8;

  private final Duration patience;
  private final AtomicInteger count = new AtomicInteger();

  public Stragglers(Duration patience) {
    this.patience = patience;
  }

  /** How many there are. */
  public int count() {
    return count.get();
  }

  /** The attempt on that thread was told to stop just now. Returns at once. */
  void watch(Run run, Thread thread) {
    var _ = Thread.ofVirtual().name("stop-" + run.id()).start(() -> await(run, thread));
  }

  private void await(Run run, Thread thread) {
    try {
      if (!thread.join(patience)) {
        count.incrementAndGet();
        tell(run, thread);
        thread.join();
        count.decrementAndGet();
        log.info("Run {} of {} has stopped at last.", run.id(), run.task());
      }
    } catch (InterruptedException e) {
      log.debug("Nobody waits for run {} any more", run.id());
    }
  }

  private void tell(Run run, Thread thread) {
    var stack =
        Arrays.stream(thread.getStackTrace())
            .limit(FRAMES)
            .map(frame -> "\n  at " + frame)
            .collect(Collectors.joining());
    log.warn(
        "Run {} of {} was told to stop {} s ago, and attempt {} goes on. It keeps its slot.{}",
        run.id(),
        run.task(),
        patience.toSeconds(),
        run.attempt(),
        stack);
  }
}
