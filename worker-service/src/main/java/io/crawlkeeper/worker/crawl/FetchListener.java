package io.crawlkeeper.worker.crawl;

import java.time.Duration;

/** Learns of each fetch, for metrics. Called on the thread of the fetch; must not block. */
@FunctionalInterface
public interface FetchListener {
  FetchListener NONE = (outcome, took) -> {};

  /**
   * @param outcome {@code 2xx}, {@code 3xx}, {@code 4xx}, {@code 5xx} or {@code error}
   */
  void fetched(String outcome, Duration took);

  /** Learns of what rules took out of a page, and of what they met there. */
  default void extracted(int items, int problems) {}
}
