package io.crawlkeeper.lease;

import java.time.Duration;

/**
 * What is asked of all towards one host.
 *
 * @param delay least time between the starts of two requests
 * @param concurrency most requests under way at once, at least 1
 * @param adaptive whether a host that answers slowly is asked less often than the delay allows
 */
public record Demand(Duration delay, int concurrency, boolean adaptive) {
  public Demand {
    if (delay.isNegative() || concurrency < 1) {
      throw new IllegalArgumentException("a delay is at least 0 and a concurrency at least 1");
    }
  }

  /** One that takes no notice of how fast the host answers. */
  public Demand(Duration delay, int concurrency) {
    this(delay, concurrency, false);
  }

  /** This demand, with a delay of at least {@code least}. */
  public Demand slowerThan(Duration least) {
    return least.compareTo(delay) > 0 ? new Demand(least, concurrency, adaptive) : this;
  }

  /** What meets both demands. */
  public Demand and(Demand other) {
    return new Demand(
        delay.compareTo(other.delay) > 0 ? delay : other.delay,
        Math.min(concurrency, other.concurrency),
        adaptive || other.adaptive);
  }
}
