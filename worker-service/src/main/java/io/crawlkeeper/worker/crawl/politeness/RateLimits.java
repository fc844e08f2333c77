package io.crawlkeeper.worker.crawl.politeness;

import io.crawlkeeper.model.CrawlSpec.RateSpec;
import java.util.List;

/**
 * All rates of one run; they hold together, and where the requests arrive: a request counts from
 * when it has arrived, as {@link Trail} has it, and is held back until the oldest of a full window
 * arrived a window ago. Safe for use by many threads; {@code now} is in nanoseconds.
 */
public final class RateLimits {
  private static final long TRAVEL = Trail.TRAVEL.toNanos();

  private final List<RateLimit> limits;
  private int begun;
  private long sent;

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
  public synchronized long earliest(long now) {
    return earliest(begun, now);
  }

  private long earliest(int ahead, long now) {
    var earliest = now;
    for (var limit : limits) {
      earliest = Nanos.later(earliest, limit.earliest(ahead, now));
    }
    return earliest;
  }

  /** Keeps a place for a request that starts now, and is not sent yet. */
  public synchronized Ration begin() {
    begun++;
    return new Ration(this);
  }

  /** The place is used, or of no use any more. */
  synchronized void release() {
    begun--;
  }

  synchronized long nextSending(long now) {
    return earliest(0, now);
  }

  /**
   * Counts a request that is sent now.
   *
   * @return its number
   */
  synchronized long sent(long now) {
    limits.forEach(limit -> limit.add(now + TRAVEL));
    return sent++;
  }

  synchronized void written(long number, long now) {
    limits.forEach(limit -> limit.correct(number, now + TRAVEL));
  }

  synchronized void arrived(long number, long at) {
    limits.forEach(limit -> limit.correct(number, at));
  }
}
