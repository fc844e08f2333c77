package io.crawlkeeper.worker.crawl.politeness;

import java.time.Duration;
import java.util.Arrays;

/**
 * At most so many events in each time of a length, wherever that begins: an exact sliding window.
 * Events are numbered from 0 in the order in which they are added. Guarded by {@link RateLimits};
 * times are readings of one monotonic ticker, in nanoseconds.
 */
final class RateLimit {
  private final int events;
  private final long per;
  private long[] times = new long[16];
  private int next;
  private long added;
  private int count;

  /**
   * @param events at least 1
   * @param full whether as many events as are allowed have to be expected right before now, as when
   *     somebody else has counted until now
   */
  RateLimit(int events, Duration per, boolean full, long now) {
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

  /**
   * When another event may be; {@code now} if it may at once.
   *
   * @param ahead events that may be before it, and are not counted yet
   */
  long earliest(int ahead, long now) {
    if (ahead >= events) {
      return now + per;
    }
    var over = count + ahead - events;
    if (over < 0) {
      return now;
    }
    var oldest = count < events ? 0 : next;
    return Nanos.later(now, times[(oldest + over) % events] + per);
  }

  /** Counts an event. Must not be before {@link #earliest}. */
  void add(long time) {
    added++;
    if (count < events) {
      grow();
      times[count++] = time;
      next = count == events ? 0 : count;
    } else {
      times[next] = time;
      next = (next + 1) % events;
    }
  }

  /** Corrects the time of an event, should it still matter. */
  void correct(long number, long time) {
    if (added - number <= events) {
      times[(int) (number % events)] = time;
    }
  }

  private void grow() {
    if (count == times.length) {
      times = Arrays.copyOf(times, (int) Math.min(events, 2L * count));
    }
  }
}
