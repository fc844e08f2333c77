package io.crawlkeeper.worker.crawl.politeness;

import static java.nio.charset.StandardCharsets.UTF_8;
import static java.util.Objects.requireNonNull;
import static org.assertj.core.api.Assertions.assertThat;

import io.crawlkeeper.url.CrawlUrl;
import io.crawlkeeper.url.UrlParser;
import java.time.Duration;
import java.time.Instant;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class RobotsRulesTest {

  private static CrawlUrl url(String path) {
    return requireNonNull(UrlParser.parse("http://e.org" + path));
  }

  private static RobotsRules rules(String text) {
    return RobotsRules.of(200, url("/robots.txt"), text.getBytes(UTF_8));
  }

  @ParameterizedTest
  @CsvSource(
      textBlock =
          """
          /open,         true
          /private,      false
          /private/a,    false
          /private/open, true
          /a.pdf,        false
          /a.pdf?x,      true
          /%7Euser/,     false
          """)
  void heedsItsOwnGroup(String path, boolean allowed) {
    var rules =
        rules(
            """
            User-agent: *
            Disallow: /

            User-agent: CrawlKeeper
            Disallow: /private
            Allow: /private/open
            Disallow: /*.pdf$
            Disallow: /~user
            """);

    assertThat(rules.allows(url(path))).isEqualTo(allowed);
  }

  @Test
  void heedsTheGroupOfAllWithoutOneOfItsOwn() {
    var rules = rules("User-agent: other\nDisallow: /a\n\nUser-agent: *\nDisallow: /b\n");

    assertThat(rules.allows(url("/a"))).isTrue();
    assertThat(rules.allows(url("/b"))).isFalse();
  }

  @ParameterizedTest
  @ValueSource(ints = {400, 401, 403, 404, 410})
  void mayDoAllWhereThereIsNoFile(int status) {
    var rules = RobotsRules.of(status, url("/robots.txt"), "Disallow: /".getBytes(UTF_8));

    assertThat(rules.allows(url("/a"))).isTrue();
    assertThat(rules.failure()).isNull();
  }

  @ParameterizedTest
  @ValueSource(ints = {429, 500, 503})
  void mayDoNothingWhileTheFileCannotBeRead(int status) {
    var rules = RobotsRules.of(status, url("/robots.txt"), new byte[0]);

    assertThat(rules.allows(url("/a"))).isFalse();
    assertThat(rules.failure()).isEqualTo("robots.txt answered with status " + status);
    assertThat(rules.mayRecover()).isTrue();
  }

  @ParameterizedTest
  @CsvSource({"2, 2000", "0.5, 500", "600, 30000", "1000000, 30000", "-1, 0", "x, 0"})
  void boundsTheDelayAskedFor(String delay, long millis) {
    var rules = rules("User-agent: *\nCrawl-delay: " + delay + "\nDisallow: /b");

    assertThat(rules.crawlDelay(Duration.ofSeconds(30))).isEqualTo(Duration.ofMillis(millis));
    assertThat(rules.allows(url("/a"))).isTrue();
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      nullValues = "null",
      textBlock =
          """
          120                           | PT2M
          0                             | PT0S
          99999999999999                | PT277777H46M39S
          Fri, 02 Jan 2026 03:04:35 GMT | PT30S
          Fri, 02 Jan 2026 03:04:00 GMT | PT0S
          soon                          | null
          -5                            | null
          null                          | null
          """)
  void readsRetryAfter(String field, Duration expected) {
    var now = Instant.parse("2026-01-02T03:04:05Z");

    assertThat(RetryAfter.parse(field, now)).isEqualTo(expected);
  }
}
