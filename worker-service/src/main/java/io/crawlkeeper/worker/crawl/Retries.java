package io.crawlkeeper.worker.crawl;

import io.crawlkeeper.worker.crawl.fetch.FailureKind;
import io.crawlkeeper.worker.crawl.fetch.FetchResult;
import io.crawlkeeper.worker.crawl.fetch.FetchResult.Failed;
import io.crawlkeeper.worker.crawl.fetch.FetchResult.Received;
import io.crawlkeeper.worker.crawl.fetch.FetchResult.Unchanged;
import io.crawlkeeper.worker.crawl.fetch.FetchResult.Unwanted;
import io.crawlkeeper.worker.crawl.politeness.Reception;
import io.crawlkeeper.worker.crawl.politeness.Reception.Overloaded;
import io.crawlkeeper.worker.crawl.politeness.Reception.Unanswered;
import io.crawlkeeper.worker.crawl.politeness.RetryAfter;
import java.time.Duration;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * When a URL is tried again: after failures that may pass, the delay doubling.
 *
 * @param most tries after the first
 */
record Retries(Duration firstDelay, int most) {
  /** Those of what a run cannot do without, such as robots.txt. */
  static final int DEFAULT_MOST = 2;

  private static final Duration LONGEST = Duration.ofMinutes(5);

  Retries(Duration firstDelay) {
    this(firstDelay, DEFAULT_MOST);
  }

  /**
   * @param earlier tries before this one
   * @return null if the URL has come to its end
   */
  @Nullable Duration delay(FetchResult result, int earlier, Instant now) {
    return switch (result) {
      case Failed failed when !failed.lasting() -> delay(earlier);
      case Received received when mayPass(received.status()) ->
          longer(delay(earlier), RetryAfter.parse(received.response().first("Retry-After"), now));
      case Failed _, Received _, Unchanged _, Unwanted _ -> null;
    };
  }

  /** Statuses that say "not now" (RFC 9110, 15), and not "never". */
  private static boolean mayPass(int status) {
    return switch (status) {
      case 408, 425, 429 -> true;
      case 501, 505, 506, 508, 510, 511 -> false;
      default -> status >= 500;
    };
  }

  /** The delay after one more failure; null if there were enough. */
  @Nullable Duration delay(int earlier) {
    if (earlier >= most) {
      return null;
    }
    var doubled = firstDelay.multipliedBy(1L << Math.min(earlier, 20));
    return doubled.compareTo(LONGEST) > 0 ? LONGEST : doubled;
  }

  /** How the host took it. */
  static Reception reception(FetchResult result, Instant now) {
    return switch (result) {
      case Failed failed when failed.kind() == FailureKind.PROXY -> Reception.SILENT;
      case Failed failed when !failed.lasting() -> new Unanswered(failed.error());
      case Failed _ -> Reception.SILENT;
      case Received received when received.status() == 429 || received.status() == 503 ->
          new Overloaded(
              RetryAfter.parse(received.response().first("Retry-After"), now),
              "it answered with status " + received.status());
      case Received _, Unchanged _, Unwanted _ -> Reception.SERVED;
    };
  }

  private static @Nullable Duration longer(@Nullable Duration own, @Nullable Duration asked) {
    if (own == null || asked == null || asked.compareTo(own) < 0) {
      return own;
    }
    return asked.compareTo(LONGEST) > 0 ? LONGEST : asked;
  }
}
