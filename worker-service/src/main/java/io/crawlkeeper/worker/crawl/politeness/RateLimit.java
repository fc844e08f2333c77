package io.crawlkeeper.worker.crawl.politeness;

import java.time.Duration;
import java.util.Arrays;

/**
 * At most so many events in each time of a length, wherever that begins: an exact sliding window.
 * One thread. Times are readings of one monotonic ticker, in nanoseconds.
 */
public final class RateLimit {
  private final int events;
  private final long per;
  private long[] times = new long[16];
  private int next;
  private int count;

  /**
   * @param events at least 1
   * @param full whether as many events as are allowed have to be expected right before now, as when
   *     somebody else has counted until now
   */
  public RateLimit(int events, Duration per, boolean full, long now) {
    if (events < 1 || !per.isPositive()) {
      throw new IllegalArgumentException("a rate is at least 1 in a time of some length");
    }
    this.events = events;
    this.per = per.toNanos();
    if (full) {
      times = new long[events];
      Arrays.fill(times, now);
      count = events;
    }
  }

  /** When the next event may be; {@code now} if it may at once. */
  public long earliest(long now) {
    if (count < events) {
      return now;
    }
    return Nanos.later(now, times[next] + per);
  }

  /** Counts an event. Must not be before {@link #earliest}, nor before the event before it. */
  public void add(long now) {
    if (count < events) {
      grow();
      times[count++] = now;
      next = count == events ? 0 : count;
    } else {
      times[next] = now;
      next = (next + 1) % events;
    }
  }

  private void grow() {
    if (count == times.length) {
      times = Arrays.copyOf(times, (int) Math.min(events, 2L * count));
    }
  }
}
