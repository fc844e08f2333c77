package io.crawlkeeper.worker.crawl.extract;

import java.time.Duration;
import java.util.function.LongSupplier;

/**
 * How long the rules may go on with one page. Whatever walks over a page reports its steps, and is
 * stopped by an exception once the time is over. One thread.
 */
final class Effort {
  private static final int STEPS_A_LOOK = 256;

  private final LongSupplier ticker;
  private final long end;
  private int steps;

  /**
   * @param ticker monotonic, in nanoseconds
   */
  Effort(LongSupplier ticker, Duration longest) {
    this.ticker = ticker;
    this.end = ticker.getAsLong() + longest.toNanos();
  }

  /** A step that takes next to no time. */
  void step() {
    if (++steps % STEPS_A_LOOK == 0) {
      look();
    }
  }

  /** A step that may take a while. */
  void look() {
    if (ticker.getAsLong() - end >= 0) {
      throw new Spent();
    }
  }

  /** The time is over. */
  static final class Spent extends RuntimeException {
    private static final long serialVersionUID = 1;

    private Spent() {
      super("the time is over", null, false, false);
    }
  }
}
