package io.crawlkeeper.worker.crawl;

import io.crawlkeeper.storage.Storage;
import io.crawlkeeper.worker.crawl.fetch.AddressRange;
import io.crawlkeeper.worker.crawl.fetch.FetchLimits;
import java.time.Duration;
import java.util.List;

/**
 * How this worker crawls, whatever the task.
 *
 * @param results where every run has a folder of its own
 * @param userAgent sent with each request; should name the product and where to complain
 * @param allowedAddresses that may be visited although they are not public
 * @param maxInFlight requests under way at once, for each run
 * @param retryDelay before the second try of a URL or after the first overload of a host; doubles
 *     each time
 */
public record CrawlSettings(
    Storage results,
    String userAgent,
    List<AddressRange> allowedAddresses,
    FetchLimits limits,
    int maxInFlight,
    Duration retryDelay) {

  public static final int DEFAULT_MAX_IN_FLIGHT = 32;
  public static final Duration DEFAULT_RETRY_DELAY = Duration.ofSeconds(1);

  public CrawlSettings {
    allowedAddresses = List.copyOf(allowedAddresses);
    if (userAgent.isBlank() || maxInFlight < 1 || !retryDelay.isPositive()) {
      throw new IllegalArgumentException(
          "a crawl needs a user agent, at least 1 request in flight and a delay of retries");
    }
  }

  /** The settings of a worker of which nothing special is asked. */
  public static CrawlSettings of(
      Storage results, String userAgent, List<AddressRange> allowedAddresses) {
    return new CrawlSettings(
        results,
        userAgent,
        allowedAddresses,
        FetchLimits.DEFAULT,
        DEFAULT_MAX_IN_FLIGHT,
        DEFAULT_RETRY_DELAY);
  }
}
