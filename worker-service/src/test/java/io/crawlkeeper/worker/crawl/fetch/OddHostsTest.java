package io.crawlkeeper.worker.crawl.fetch;

import static java.util.Objects.requireNonNull;
import static org.assertj.core.api.Assertions.assertThat;

import io.crawlkeeper.url.UrlParser;
import io.crawlkeeper.worker.crawl.fetch.FetchResult.Failed;
import java.util.List;
import org.junit.jupiter.api.Test;

class OddHostsTest {
  private static final String WHY = ", not public and not among this worker's allowed addresses";

  private static FetchResult fetch(String url) {
    try (var fetcher =
        new Fetcher(new FetchSettings("test", "a@b.example", List.of(), Secrets.NONE))) {
      return fetcher.fetch(
          FetchRequest.plain(requireNonNull(UrlParser.parse(url)), FetchLimits.DEFAULT));
    }
  }

  @Test
  void guardsLiteralsOfBothFamilies() {
    assertThat(fetch("http://[::1]:1/"))
        .isEqualTo(
            new Failed(FailureKind.ADDRESS, "address refused: [::1] is 0:0:0:0:0:0:0:1" + WHY));
    assertThat(fetch("https://127.0.0.1:1/"))
        .isEqualTo(new Failed(FailureKind.ADDRESS, "address refused: 127.0.0.1" + WHY));
  }

  @Test
  void looksUpNamesWithUnderscores() {
    assertThat(fetch("http://no_such_name.invalid/"))
        .isEqualTo(new Failed(FailureKind.DNS, "host not found: no_such_name.invalid"));
  }
}
