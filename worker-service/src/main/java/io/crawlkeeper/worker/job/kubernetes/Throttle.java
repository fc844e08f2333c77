package io.crawlkeeper.worker.job.kubernetes;

import java.time.Duration;
import java.util.function.LongSupplier;

/**
 * Lets so many requests a second pass, and some more at once after a rest. Who comes first goes
 * first. Safe for use by many threads.
 */
final class Throttle {
  private final long nanosEach;
  private final long nanosSaved;
  private final LongSupplier ticker;

  /** When the next one might pass, had there been no rest; what lies further back is forgotten. */
  private long next;

  /**
   * @param perSecond at least 1
   * @param burst at once after a rest; at least 1
   * @param ticker in nanoseconds
   */
  Throttle(int perSecond, int burst, LongSupplier ticker) {
    this.nanosEach = Duration.ofSeconds(1).toNanos() / perSecond;
    this.nanosSaved = nanosEach * (burst - 1L);
    this.ticker = ticker;
    this.next = ticker.getAsLong() - nanosSaved;
  }

  /** Waits for its turn. */
  void await() throws InterruptedException {
    var pause = reserve();
    if (pause.isPositive()) {
      Thread.sleep(pause);
    }
  }

  /** Takes the next turn: how long it is until then. */
  synchronized Duration reserve() {
    var now = ticker.getAsLong();
    if (next - (now - nanosSaved) < 0) {
      next = now - nanosSaved;
    }
    var turn = next;
    next += nanosEach;
    return turn - now > 0 ? Duration.ofNanos(turn - now) : Duration.ZERO;
  }
}
