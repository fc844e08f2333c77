package io.crawlkeeper.worker.crawl;

import io.crawlkeeper.worker.crawl.fetch.FetchResult;
import io.crawlkeeper.worker.crawl.fetch.FetchResult.Failed;
import io.crawlkeeper.worker.crawl.fetch.FetchResult.Received;
import io.crawlkeeper.worker.crawl.politeness.Reception;
import io.crawlkeeper.worker.crawl.politeness.Reception.Overloaded;
import io.crawlkeeper.worker.crawl.politeness.Reception.Unanswered;
import io.crawlkeeper.worker.crawl.politeness.RetryAfter;
import java.time.Duration;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * When a URL is tried again: after failures that may pass, up to three tries in all, the delay
 * doubling.
 */
record Retries(Duration firstDelay) {
  static final int MOST_TRIES = 3;
  private static final Duration LONGEST = Duration.ofMinutes(5);

  /**
   * @param earlier tries before this one
   * @return null if the URL has come to its end
   */
  @Nullable Duration delay(FetchResult result, int earlier, Instant now) {
    return switch (result) {
      case Failed failed when !failed.lasting() -> delay(earlier);
      case Received received when received.status() == 429 || received.status() >= 500 ->
          longer(delay(earlier), RetryAfter.parse(received.response().first("Retry-After"), now));
      case Failed _, Received _ -> null;
    };
  }

  /** The delay after one more failure; null if there were enough. */
  @Nullable Duration delay(int earlier) {
    return earlier + 1 >= MOST_TRIES ? null : firstDelay.multipliedBy(1L << earlier);
  }

  /** How the host took it. */
  static Reception reception(FetchResult result, Instant now) {
    return switch (result) {
      case Failed failed when !failed.lasting() -> new Unanswered(failed.error());
      case Failed _ -> Reception.SILENT;
      case Received received when received.status() == 429 || received.status() == 503 ->
          new Overloaded(
              RetryAfter.parse(received.response().first("Retry-After"), now),
              "it answered with status " + received.status());
      case Received _ -> Reception.SERVED;
    };
  }

  private static @Nullable Duration longer(@Nullable Duration own, @Nullable Duration asked) {
    if (own == null || asked == null || asked.compareTo(own) < 0) {
      return own;
    }
    return asked.compareTo(LONGEST) > 0 ? LONGEST : asked;
  }
}
