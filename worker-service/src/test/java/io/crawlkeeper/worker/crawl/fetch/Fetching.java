package io.crawlkeeper.worker.crawl.fetch;

import static java.util.Objects.requireNonNull;
import static org.assertj.core.api.Assertions.assertThat;

import io.crawlkeeper.url.CrawlUrl;
import io.crawlkeeper.url.UrlParser;
import io.crawlkeeper.worker.crawl.fetch.FetchResult.Failed;
import io.crawlkeeper.worker.crawl.fetch.FetchResult.Received;
import io.crawlkeeper.worker.crawl.fetch.FetchResult.Unwanted;
import io.crawlkeeper.worker.crawl.fetch.RawServer.Answer;
import java.io.IOException;
import java.time.Duration;
import java.util.List;

/** Fetches of one answer, by a worker that may crawl 127.0.0.0/8 and has no contact. */
final class Fetching {
  static final int LIMIT = 5_000_000;

  /** So long that no answer that comes at all is too late, however busy the machine is. */
  static final FetchLimits LIMITS = within(Duration.ofMinutes(2));

  static final FetchSettings SETTINGS =
      new FetchSettings(
          "Crawlkeeper/test", null, List.of(AddressRange.parse("127.0.0.0/8")), Secrets.NONE);

  private Fetching() {}

  /** With this time from the request to the last byte, and enough for each part of the way. */
  static FetchLimits within(Duration total) {
    return new FetchLimits(LIMIT, Duration.ofMinutes(2), Duration.ofMinutes(2), total);
  }

  static CrawlUrl url(String text) {
    return requireNonNull(UrlParser.parse(text));
  }

  static FetchRequest request(String text) {
    return FetchRequest.plain(url(text), LIMITS);
  }

  static FetchResult fetch(Answer answer, String... types) throws IOException {
    try (var server = RawServer.start(answer);
        var fetcher = new Fetcher(SETTINGS)) {
      return fetcher.fetch(
          new FetchRequest(
              url(server.url()), List.of(), LIMITS, new TypeFilter(List.of(types)), null, null));
    }
  }

  static Received received(FetchResult result) {
    assertThat(result).isInstanceOf(Received.class);
    return (Received) result;
  }

  static Failed failed(FetchResult result) {
    assertThat(result).isInstanceOf(Failed.class);
    return (Failed) result;
  }

  static Unwanted unwanted(FetchResult result) {
    assertThat(result).isInstanceOf(Unwanted.class);
    return (Unwanted) result;
  }
}
