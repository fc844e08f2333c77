package io.crawlkeeper.worker.crawl.live;

import java.time.Duration;
import java.util.Arrays;

/** How often something happened in the last minute, to the second. One thread. */
final class RateWindow {
  private static final int SECONDS = 60;
  private static final long SECOND = Duration.ofSeconds(1).toNanos();

  private final long[] counts = new long[SECONDS];
  private final long start;
  private long second;

  /**
   * @param start by the ticker, in nanoseconds
   */
  RateWindow(long start) {
    this.start = start;
  }

  void add(long now) {
    move(now);
    counts[(int) (second % SECONDS)]++;
  }

  /** Per second, over the minute that ends now, or over the time since the start. */
  double perSecond(long now) {
    move(now);
    var elapsed = (now - start) / (double) SECOND;
    // The oldest second is left out but for what has passed of the newest.
    var covered = Math.min(elapsed, SECONDS - 1 + elapsed % 1);
    return covered <= 0 ? 0 : Arrays.stream(counts).sum() / Math.max(1, covered);
  }

  private void move(long now) {
    var to = Math.max(second, (now - start) / SECOND);
    for (var past = Math.max(second + 1, to - SECONDS + 1); past <= to; past++) {
      counts[(int) (past % SECONDS)] = 0;
    }
    second = to;
  }
}
