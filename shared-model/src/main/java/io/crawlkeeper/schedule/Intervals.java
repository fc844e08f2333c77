package io.crawlkeeper.schedule;

import java.time.Duration;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * The anchor, and every so much time after it. All is reckoned, not walked: a long outage of a
 * frequent schedule costs no more than a short one.
 */
record Intervals(Instant anchor, Duration every) implements Ticks {

  @Override
  public Instant next(Instant after) {
    return tick(upTo(after));
  }

  @Override
  public long count(Instant after, Instant upTo) {
    return Math.max(0, upTo(upTo) - upTo(after));
  }

  @Override
  public @Nullable Instant last(Instant after, Instant upTo) {
    return count(after, upTo) == 0 ? null : tick(upTo(upTo) - 1);
  }

  private Instant tick(long index) {
    return anchor.plus(every.multipliedBy(index));
  }

  /** How many ticks there are up to and including this time. */
  private long upTo(Instant time) {
    return time.isBefore(anchor) ? 0 : times(Duration.between(anchor, time)) + 1;
  }

  /** How often the interval fits; by whole seconds where it has no less, as fractions are slow. */
  private long times(Duration passed) {
    return every.toNanosPart() == 0
        ? passed.toSeconds() / every.toSeconds()
        : passed.dividedBy(every);
  }
}
