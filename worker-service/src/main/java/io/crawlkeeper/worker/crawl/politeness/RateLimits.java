package io.crawlkeeper.worker.crawl.politeness;

import io.crawlkeeper.model.CrawlSpec.RateSpec;
import java.util.List;

/** All rates of one run; they hold together. One thread. */
public final class RateLimits {
  private final List<RateLimit> limits;

  private RateLimits(List<RateLimit> limits) {
    this.limits = limits;
  }

  /**
   * @param full whether the run has gone on elsewhere until now: nobody knows how many requests it
   *     made last, so the windows count as full
   */
  public static RateLimits of(List<RateSpec> rates, boolean full, long now) {
    return new RateLimits(
        rates.stream().map(rate -> new RateLimit(rate.events(), rate.per(), full, now)).toList());
  }

  /** When a request may start; {@code now} if it may at once. */
  public long earliest(long now) {
    var earliest = now;
    for (var limit : limits) {
      earliest = Nanos.later(earliest, limit.earliest(now));
    }
    return earliest;
  }

  /** Counts a request that starts now. */
  public void add(long now) {
    limits.forEach(limit -> limit.add(now));
  }
}
