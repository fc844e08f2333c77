package io.crawlkeeper.worker.crawl.politeness;

import java.time.Duration;

/**
 * What one run asks of itself towards a host.
 *
 * @param delay least time between the starts of two requests
 * @param concurrency most requests under way at once, at least 1
 */
public record Demand(Duration delay, int concurrency) {
  public Demand {
    if (delay.isNegative() || concurrency < 1) {
      throw new IllegalArgumentException("a delay is at least 0 and a concurrency at least 1");
    }
  }

  /** This demand, with a delay of at least {@code least}. */
  public Demand slowerThan(Duration least) {
    return least.compareTo(delay) > 0 ? new Demand(least, concurrency) : this;
  }
}
