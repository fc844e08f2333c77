package io.crawlkeeper.url;

import static java.util.Objects.requireNonNull;
import static org.assertj.core.api.Assertions.assertThat;

import io.crawlkeeper.model.CrawlPlan;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class UrlFormTest {
  private final UrlForm plain = new UrlForm(CrawlPlan.Urls.DEFAULT, true);
  private final UrlForm all =
      new UrlForm(new CrawlPlan.Urls(true, List.of("utm_*", "ref"), true, true, true), true);

  private static CrawlUrl url(String text) {
    return requireNonNull(UrlParser.parse(text));
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          http://e.org/a;jsessionid=1A2B?b=c               | http://e.org/a?b=c
          http://e.org/a;JSESSIONID=1A2B.node1/b           | http://e.org/a/b
          http://e.org/a;v=1                               | http://e.org/a;v=1
          http://e.org/(S(lit3py55t21z5v55vlm25s55))/a     | http://e.org/a
          http://e.org/?PHPSESSID=abc                      | http://e.org/
          http://e.org/?a=1&PHPSESSID=abc&b=2              | http://e.org/?a=1&b=2
          http://e.org/?sid=0123456789abcdef0123&b         | http://e.org/?b
          http://e.org/?sid=42                             | http://e.org/?sid=42
          http://e.org/?session=about-our-morning-sessions | http://e.org/?session=about-our-morning-sessions
          http://e.org/?CFID=1&CFTOKEN=2&x=y               | http://e.org/?x=y
          http://e.org/?ASPSESSIONIDAABB=x                 | http://e.org/
          http://e.org/?                                   | http://e.org/?
          """)
  void leavesOutTheIdsOfSessions(String text, String clean) {
    assertThat(plain.clean(url(text))).isEqualTo(url(clean));
    assertThat(new UrlForm(CrawlPlan.Urls.DEFAULT, false).clean(url(text))).isEqualTo(url(text));
  }

  @Test
  void leavesOutParametersThatTheTaskNames() {
    var clean = all.clean(url("http://e.org/a?utm_source=x&b=1&ref=y&refs=z&utm_"));

    assertThat(clean).isEqualTo(url("http://e.org/a?b=1&refs=z"));
    assertThat(all.clean(url("http://e.org/a?ref")).text()).isEqualTo("http://e.org/a");
  }

  @ParameterizedTest
  @CsvSource({
    "http://e.org/a?b=1&a=2, http://e.org/a?a=2&b=1",
    "http://e.org/A/B, http://e.org/a/b",
    "http://e.org/a/, http://e.org/a",
    "http://e.org/A/?b&a, http://e.org/a?a&b",
  })
  void countsSpellingsAsOneIfAsked(String one, String other) {
    assertThat(all.identity(url(one))).isEqualTo(all.identity(url(other)));
    assertThat(plain.identity(url(one))).isNotEqualTo(plain.identity(url(other)));
    assertThat(all.clean(url(one))).as("requested as found").isEqualTo(url(one));
  }

  @Test
  void keepsWhatDiffers() {
    assertThat(all.identity(url("http://e.org/?a=B")))
        .isNotEqualTo(all.identity(url("http://e.org/?a=b")));
    assertThat(all.identity(url("http://e.org/")))
        .isNotEqualTo(all.identity(url("http://e.org/a")));
    assertThat(UrlForm.spelling(url("http://e.org/")))
        .isNotEqualTo(all.identity(url("http://e.org/")));
  }
}
