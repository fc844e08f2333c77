package io.crawlkeeper.worker.crawl.politeness;

import java.time.Duration;

/**
 * How fast a host answers, and the delay that follows from it: twice the time beyond {@link
 * #PROMPT} that an answer takes, shared by the requests under way. So a host that is slow because
 * it is busy has about as much time for others as for us. Guarded by the gate.
 */
final class Pace {
  /** A host that answers within this time is not slowed down for. */
  static final Duration PROMPT = Duration.ofMillis(200);

  static final Duration LONGEST = Duration.ofSeconds(30);
  private static final int FACTOR = 2;

  /** Of a new measure in the smoothed one. */
  private static final double WEIGHT = 0.2;

  private double nanos;

  void served(long took) {
    nanos = nanos == 0 ? took : nanos + WEIGHT * (took - nanos);
  }

  /** Goes on from what another worker has measured; zero if it has not. */
  void continueFrom(Duration latency) {
    nanos = latency.isZero() ? nanos : latency.toNanos();
  }

  /** Smoothed time until an answer; zero if not known. */
  Duration latency() {
    return Duration.ofNanos((long) nanos);
  }

  /** The delay that a host with so many requests under way should have, in nanoseconds. */
  long delay(int concurrency) {
    var beyond = Math.max(0, nanos - PROMPT.toNanos());
    return Math.min(LONGEST.toNanos(), (long) (FACTOR * beyond / concurrency));
  }
}
