package io.crawlkeeper.worker.crawl.politeness;

/** Readings of a monotonic ticker. It may overflow, so they are compared by their difference. */
final class Nanos {
  private Nanos() {}

  static long later(long one, long other) {
    return one - other > 0 ? one : other;
  }

  static boolean isPast(long time, long now) {
    return time - now <= 0;
  }
}
