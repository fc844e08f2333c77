package io.crawlkeeper.worker.crawl.politeness;

/**
 * What a request, or some that follow each other, take of the rates of their run. Guarded by the
 * gate; {@code now} is a reading of its ticker.
 */
public final class Ration {
  private static final long TRAVEL = Trail.TRAVEL.toNanos();

  private final RateLimits rates;
  private boolean kept = true;
  private boolean underWay;
  private long number;
  private long by;

  Ration(RateLimits rates) {
    this.rates = rates;
  }

  /** How long the next request has to wait; not more than 0 if it may be sent. */
  long nanosToWait(long now) {
    return rates.nextSending(now) - now;
  }

  /** A request is let go. */
  void sent(long now) {
    end();
    number = rates.sent(now);
    by = now + TRAVEL;
    underWay = true;
  }

  /** It was handed to the operating system. */
  void written(long now) {
    if (underWay) {
      by = now + TRAVEL;
      rates.written(number, now);
    }
  }

  /** The host has it, as it answers or the request has ended. */
  void arrived(long now) {
    if (underWay) {
      underWay = false;
      rates.arrived(number, by - now < 0 ? by : now);
    }
  }

  /** Gives back the place that was kept and not used. */
  void end() {
    if (kept) {
      kept = false;
      rates.release();
    }
  }
}
