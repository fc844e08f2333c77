package io.crawlkeeper.worker.crawl.parse;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class DirectiveReaderTest {
  private static final Instant NOW = Instant.parse("2026-06-01T00:00:00Z");

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      nullValues = "-",
      textBlock =
          """
          noindex                                               | true  | false
          NoFollow                                              | false | true
          none                                                  | true  | true
          all                                                   | false | false
          noarchive, nosnippet,  noindex ,                      | true  | false
          googlebot: noindex, nofollow                          | false | false
          crawlkeeper: noindex, nofollow                        | true  | true
          noindex, googlebot: nofollow                          | true  | false
          googlebot: nofollow, crawlkeeper: noindex             | true  | false
          CrawlKeeper:none                                      | true  | true
          max-snippet: 10, noindex                              | true  | false
          max-image-preview:large, max-video-preview: -1        | false | false
          unavailable_after: 25 Jun 2010 15:00:00 GMT           | true  | false
          unavailable_after: Friday, 25-Jun-10 15:00:00 UTC     | true  | false
          unavailable_after: Fri, 25 Jun 2010 15:00:00 GMT      | true  | false
          unavailable_after: 2010-06-25T15:00:00+02:00, nofollow | true | true
          unavailable_after: 2010-06-25                         | true  | false
          unavailable_after: 2099-06-25                         | false | false
          unavailable_after: Fri, 26 Jun 2099 15:00:00 GMT, nofollow | false | true
          unavailable_after: some day                           | false | false
          :,,::noindex                                          | false | false
          """)
  void readsFields(String field, boolean noindex, boolean nofollow) {
    assertThat(DirectiveReader.ofFields(List.of(field), NOW))
        .isEqualTo(new Directives(noindex, nofollow));
  }

  @Test
  void addsUpFields() {
    var fields = List.of("otherbot: none", "noindex", "crawlkeeper: nofollow");

    assertThat(DirectiveReader.ofFields(fields, NOW)).isEqualTo(new Directives(true, true));
    assertThat(DirectiveReader.ofFields(List.of(), NOW)).isEqualTo(Directives.NONE);
  }

  @Test
  void readsLongFieldsInTime() {
    var field = "a:".repeat(4_000) + ",".repeat(4_000) + "noindex";

    assertThat(DirectiveReader.ofFields(List.of(field), NOW)).isEqualTo(Directives.NONE);
  }
}
