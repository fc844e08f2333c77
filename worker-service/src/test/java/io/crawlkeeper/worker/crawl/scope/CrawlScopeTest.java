package io.crawlkeeper.worker.crawl.scope;

import static java.util.Objects.requireNonNull;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import io.crawlkeeper.model.CrawlPlan;
import io.crawlkeeper.model.ScopeKind;
import io.crawlkeeper.url.CrawlUrl;
import io.crawlkeeper.url.UrlParser;
import io.crawlkeeper.worker.crawl.scope.ScopeDecision.Refused;
import io.crawlkeeper.worker.crawl.scope.ScopeDecision.Taken;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class CrawlScopeTest {
  private static final Instant NOW = Instant.parse("2026-06-01T00:00:00Z");

  private static CrawlUrl url(String text) {
    return requireNonNull(UrlParser.parse(text));
  }

  private static CrawlScope scope(
      ScopeKind kind, String seed, List<String> include, List<String> exclude) {
    return new CrawlScope(
        new CrawlPlan.Scope(kind, include, exclude, CrawlPlan.Urls.DEFAULT, true),
        List.of(url(seed)),
        5,
        NOW);
  }

  @ParameterizedTest
  @CsvSource(
      textBlock =
          """
          HOST,   http://a.example.org/x/y,  http://a.example.org/,       true
          HOST,   http://a.example.org/x/y,  http://b.example.org/,       false
          HOST,   http://a.example.org/x/y,  http://a.example.org:81/,    false
          HOST,   http://a.example.org/x/y,  https://a.example.org/,      true
          HOST,   http://a.example.org/x/y,  https://a.example.org:444/,  false
          HOST,   http://a.example.org:81/,  https://a.example.org/,      false
          HOST,   https://a.example.org/,    http://a.example.org/,       false
          HOST,   http://a.example.org:81/,  https://a.example.org:81/,   true
          DOMAIN, http://a.example.co.uk/x,  https://b.example.co.uk:8/,  true
          DOMAIN, http://a.example.co.uk/x,  http://example.co.uk/,       true
          DOMAIN, http://a.example.co.uk/x,  http://other.co.uk/,         false
          DOMAIN, http://127.0.0.1/x,        http://127.0.0.1:81/,        true
          DOMAIN, http://127.0.0.1/x,        http://127.1.0.1/,           false
          DOMAIN, http://localhost/x,        http://localhost:81/,        true
          DOMAIN, http://localhost/x,        http://a.localhost/,         false
          DOMAIN, http://[::1]/x,            http://[::1]:81/,            true
          PREFIX, http://e.org/a/b.html,     http://e.org/a/c/d,          true
          PREFIX, http://e.org/a/b.html?q=/, http://e.org/a/,             true
          PREFIX, http://e.org/a/b.html,     http://e.org/b,              false
          PREFIX, http://e.org/a/,           http://e.org/ab,             false
          PREFIX, http://e.org/a/,           https://e.org/a/b,           true
          PREFIX, http://e.org/a/,           https://e.org/b,             false
          PREFIX, http://e.org,              http://e.org/b,              true
          PREFIX, http://e.org/a/,           http://e.org/a/../b,         false
          """)
  void staysInItsPlace(ScopeKind kind, String seed, String link, boolean taken) {
    var decision = scope(kind, seed, List.of(), List.of()).decide(url(link), 1);

    assertThat(decision instanceof Taken).isEqualTo(taken);
  }

  @ParameterizedTest
  @CsvSource(
      textBlock =
          """
          /docs/.*,                /nothing,      http://e.org/docs/a?b,  true
          /docs/.*,                /nothing,      http://e.org/other/docs/, false
          /docs,                   /nothing,      http://e.org/docs/a,    false
          .*docs.*,                /nothing,      http://e.org/docs/a,    true
          docs,                    /nothing,      http://e.org/docs/a,    false
          .*,                      /docs/.*,      http://e.org/docs/a,    false
          .*,                      .*\\?.*,       http://e.org/docs?a,    false
          .*,                      /docs,         http://e.org/docs?a,    true
          http://e\\.org/[a-d]+/a, /nothing,      http://e.org/docs/a,    false
          http://e\\.org/[a-z]+/a, /nothing,      http://e.org/docs/a,    true
          """)
  void heedsPatterns(String include, String exclude, String link, boolean taken) {
    var scope = scope(ScopeKind.HOST, "http://e.org/", List.of(include), List.of(exclude));

    assertThat(scope.decide(url(link), 1) instanceof Taken).isEqualTo(taken);
  }

  @Test
  void takesSeedsThatNothingExcludes() {
    var included = scope(ScopeKind.HOST, "http://e.org/s", List.of("/other"), List.of());
    var excluded = scope(ScopeKind.HOST, "http://e.org/s", List.of(), List.of("/s"));

    assertThat(included.decide(url("http://e.org/s"), 0)).isInstanceOf(Taken.class);
    assertThat(excluded.decide(url("http://e.org/s"), 0))
        .isEqualTo(new Refused("matches an exclude pattern"));
  }

  @Test
  void endsAtItsDepth() {
    var scope = scope(ScopeKind.HOST, "http://e.org/", List.of(), List.of());

    assertThat(scope.decide(url("http://e.org/a"), 5)).isInstanceOf(Taken.class);
    assertThat(scope.decide(url("http://e.org/a"), 6))
        .isEqualTo(new Refused("deeper than 5 links"));
  }

  @Test
  void saysWhichPatternCannotBeRead() {
    assertThatIllegalArgumentException()
        .isThrownBy(() -> scope(ScopeKind.HOST, "http://e.org/", List.of("a(b"), List.of()))
        .withMessageStartingWith("the pattern \"a(b\" cannot be read: ");
  }
}
