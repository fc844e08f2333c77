package io.crawlkeeper.worker.crawl;

import io.crawlkeeper.storage.Storage;
import io.crawlkeeper.worker.crawl.fetch.AddressRange;
import io.crawlkeeper.worker.crawl.fetch.FetchSettings;
import io.crawlkeeper.worker.crawl.fetch.Secrets;
import java.time.Duration;
import java.util.List;

/**
 * How this worker crawls, whatever the task.
 *
 * @param results where every run has a folder of its own
 * @param maxInFlight requests under way at once, for each run
 * @param retryDelay before the second try of a URL or after the first overload of a host; doubles
 *     each time
 */
public record CrawlSettings(
    Storage results, FetchSettings fetch, int maxInFlight, Duration retryDelay) {

  public static final int DEFAULT_MAX_IN_FLIGHT = 32;
  public static final Duration DEFAULT_RETRY_DELAY = Duration.ofSeconds(1);

  public CrawlSettings {
    if (maxInFlight < 1 || !retryDelay.isPositive()) {
      throw new IllegalArgumentException(
          "a crawl needs at least 1 request in flight and a delay of retries");
    }
  }

  /** The settings of a worker of which nothing special is asked. */
  public static CrawlSettings of(Storage results, FetchSettings fetch) {
    return new CrawlSettings(results, fetch, DEFAULT_MAX_IN_FLIGHT, DEFAULT_RETRY_DELAY);
  }

  /** The settings of a worker that crawls those addresses and no public ones. */
  public static CrawlSettings of(
      Storage results, String userAgent, List<AddressRange> allowedAddresses) {
    return of(results, new FetchSettings(userAgent, null, allowedAddresses, Secrets.NONE));
  }

  /** What the worker calls itself. */
  String userAgent() {
    return fetch.userAgent();
  }
}
