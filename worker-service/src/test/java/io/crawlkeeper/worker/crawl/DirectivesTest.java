package io.crawlkeeper.worker.crawl;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import io.crawlkeeper.model.CrawlSpec.ScopeSpec;
import io.crawlkeeper.model.CrawlSpec.UrlsSpec;
import io.crawlkeeper.model.Run.Outcome;
import io.crawlkeeper.model.ScopeKind;
import java.io.IOException;
import java.time.Duration;
import java.util.List;
import java.util.Locale;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(180)
class DirectivesTest extends CrawlFixture {

  private String line(Outcome outcome, String path) throws IOException {
    return lines(outcome).stream()
        .filter(line -> line.contains("\"url\":\"" + site.url(path) + "\""))
        .collect(Collectors.joining());
  }

  @Test
  void doesNotFollowWhatAsksForIt() throws Exception {
    site.page("/", "<a href=/a rel=nofollow>a</a><a href=/b>b</a><a href=/c>c</a><a href=/d>d</a>");
    site.page("/b", "<meta name=robots content=nofollow><a href=/b1>1</a>");
    site.on(
        "/c",
        exchange -> {
          exchange.getResponseHeaders().add("X-Robots-Tag", "otherbot: none");
          exchange.getResponseHeaders().add("X-Robots-Tag", "crawlkeeper: nofollow");
          TestSite.send(exchange, 200, "text/html", "<a href=/c1>1</a>".getBytes(UTF_8));
        });
    site.page("/d", "<a href=/d1>1</a>").page("/d1", "<meta name=robots content=noindex>secret");

    var outcome = executor().execute(TestAttempt.of(site.url("/")));

    assertThat(site.requests()).containsOnlyOnce("/b", "/c", "/d", "/d1");
    assertThat(site.requests()).doesNotContain("/a", "/b1", "/c1");
    assertThat(line(outcome, "/d1")).contains("\"status\":200", "\"noindex\":true");
    assertThat(line(outcome, "/d")).doesNotContain("noindex");
  }

  @Test
  void checksRobotsOfTheHostThatARedirectLeadsTo() throws Exception {
    try (var other = TestSite.start()) {
      other.text("/robots.txt", "User-agent: *\nDisallow: /no").page("/yes", "y").page("/no", "n");
      site.page("/", "<a href=/1>1</a><a href=/2>2</a>");
      site.redirect("/1", other.url("/yes")).redirect("/2", other.url("/no"));
      var scope = new ScopeSpec(ScopeKind.DOMAIN, null, null, null, null);

      var outcome = executor().execute(TestAttempt.of(site.url("/")).scope(scope));

      assertThat(other.requests()).containsExactly("/robots.txt", "/yes");
      assertThat(lines(outcome))
          .noneMatch(line -> line.contains("\"url\":\"" + other.url("/no\"")));
      assertThat(index(outcome))
          .anyMatch(
              line ->
                  line.startsWith(other.url("/no "))
                      && line.contains("\"refused\":\"robots.txt forbids it\""));
    }
  }

  @Test
  void marksCopiesAndTakesTheirOriginals() throws Exception {
    var text = IntStream.range(0, 300).mapToObj(i -> "word" + i).collect(Collectors.joining(" "));
    site.page("/", "<a href=/1>1</a><a href=/2>2</a><a href=/3>3</a>");
    site.page("/1", text).page("/2", text);
    site.page("/3", "<link rel=canonical href=/original>" + text + " more");
    site.page("/original", "<link rel=canonical href=/original>the original");
    var attempt = TestAttempt.of(site.url("/")).polite(Duration.ofMillis(1), 1);

    var outcome = executor().execute(attempt);

    assertThat(line(outcome, "/1")).contains("\"simhash\":\"");
    // Pages are read side by side: the copy is the one that was read last.
    var first = line(outcome, "/1").contains("duplicateOf") ? "/2" : "/1";
    var copy = first.equals("/1") ? "/2" : "/1";
    assertThat(line(outcome, first)).doesNotContain("duplicateOf");
    assertThat(line(outcome, copy)).contains("\"duplicateOf\":\"" + site.url(first) + "\"");
    assertThat(line(outcome, "/3")).contains("\"canonical\":\"" + site.url("/original") + "\"");
    assertThat(line(outcome, "/original")).contains("\"status\":200").doesNotContain("canonical");
  }

  @Test
  void marksPagesThatSayNearlyTheSame() throws Exception {
    var text = IntStream.range(0, 900).mapToObj(i -> "word" + i).collect(Collectors.joining(" "));
    site.page("/", "<a href=/1>1</a>" + text);
    site.page("/1", "<a href=/2>2</a>" + text + " printed");
    site.page("/2", "<a href=/3>3</a><a href=/4>4</a>" + text.toUpperCase(Locale.ROOT));
    site.page("/3", "a page of less than fifty words is no copy");
    site.page("/4", "<p>a page of less than fifty words is no copy");

    var outcome = executor().execute(TestAttempt.of(site.url("/")));

    assertThat(line(outcome, "/")).doesNotContain("uplicateOf");
    for (var path : List.of("/1", "/2")) {
      assertThat(line(outcome, path))
          .contains("\"nearDuplicateOf\":\"" + site.url("/") + "\"")
          .doesNotContain("duplicateOf");
    }
    assertThat(line(outcome, "/3") + line(outcome, "/4"))
        .contains("simhash")
        .doesNotContain("uplicateOf");
  }

  @Test
  void followsRedirectsBetweenSpellingsThatCountAsOne() throws Exception {
    site.page("/", "<a href=/a/>a</a><a href=/a>a</a><a href='/s;jsessionid=1'>s</a>");
    site.redirect("/a/", "/a").page("/a", "a").redirect("/s", "/s;jsessionid=2");
    site.page("/s;jsessionid=2", "<a href='/s;jsessionid=3'>s</a>");
    var urls = new UrlsSpec(true, null, true, true, null);
    var scope = new ScopeSpec(null, null, null, urls, null);

    executor().execute(TestAttempt.of(site.url("/")).scope(scope));

    assertThat(site.requests())
        .containsExactlyInAnyOrder("/robots.txt", "/", "/a/", "/a", "/s", "/s;jsessionid=2");
  }

  @Test
  void endsInACalendarWithoutAnEnd() throws Exception {
    IntStream.range(0, 4_000)
        .forEach(
            i ->
                site.page(
                    day(i),
                    "<a href='%s'>next</a><a href='%s'>prev</a>".formatted(day(i + 1), day(-i))));
    IntStream.range(1, 4_000)
        .forEach(i -> site.page(day(-i), "<a href='%s'>back</a>".formatted(day(-i - 1))));

    var outcome = executor().execute(TestAttempt.of(site.url(day(0))));

    assertThat(outcome.progress().fetched()).isBetween(1_000L, 2_001L);
    assertThat(site.requests()).doesNotHaveDuplicates();
  }

  /** Days of the past, so that only their number ends them. */
  private static String day(int i) {
    var days = 600_000 + i;
    return "/cal?y=%d&m=%d&d=%d".formatted(days / 336, days / 28 % 12 + 1, days % 28 + 1);
  }

  @Test
  void boundsPagesFullOfLinks() throws Exception {
    site.page(
        "/",
        IntStream.range(0, 500_000)
            .mapToObj(i -> "<a href=/x" + i + ">")
            .collect(Collectors.joining()));

    var outcome = executor().execute(TestAttempt.of(site.url("/")).limits(null, 50L, null, null));

    assertThat(line(outcome, "/")).contains("\"error\":\"read only to its tag 300000\"");
    assertThat(outcome.progress().fetched()).isEqualTo(50);
    assertThat(List.of(outcome.progress().queued())).allMatch(queued -> queued < 10_000);
  }
}
