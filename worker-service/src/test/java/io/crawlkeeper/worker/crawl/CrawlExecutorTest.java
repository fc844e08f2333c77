package io.crawlkeeper.worker.crawl;

import static org.assertj.core.api.Assertions.assertThat;

import io.crawlkeeper.model.CrawlSpec.ScopeSpec;
import io.crawlkeeper.model.RunState;
import io.crawlkeeper.results.IndexKey;
import io.crawlkeeper.results.PageIndex;
import java.nio.file.Files;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(180)
class CrawlExecutorTest extends CrawlFixture {
  @Test
  void fetchesEachPageOfASiteOnce() throws Exception {
    tree(200);

    var outcome = executor().execute(TestAttempt.of(site.url("/p0")));

    assertThat(outcome.state()).isEqualTo(RunState.Ended.SUCCEEDED);
    assertThat(outcome.reason()).isNull();
    assertThat(outcome.output()).isEqualTo("docs/7-1");
    assertThat(outcome.progress().fetched()).isEqualTo(200);
    assertThat(outcome.progress().failed()).isZero();
    assertThat(outcome.progress().queued()).isZero();
    assertThat(site.requests()).doesNotHaveDuplicates().hasSize(201).contains("/robots.txt");
    assertThat(lines(outcome)).hasSize(200).allMatch(line -> line.contains("\"status\":200"));
  }

  @Test
  void recordsAndFollowsRedirects() throws Exception {
    site.redirect("/a", "/b").redirect("/b", "/a").redirect("/start", "/end?x=2&a=1");
    site.page("/end?x=2&a=1", "<a href=/a>loop</a>");

    var outcome = executor().execute(TestAttempt.of(site.url("/start")));

    assertThat(outcome.state()).isEqualTo(RunState.Ended.SUCCEEDED);
    assertThat(lines(outcome)).hasSize(4);
    assertThat(lines(outcome).getFirst())
        .contains("\"location\":\"" + site.url("/end?x=2&a=1") + "\"");
    assertThat(site.requests()).doesNotHaveDuplicates();
  }

  @Test
  void givesUpOnEndlessRedirects() throws Exception {
    IntStream.range(0, 50).forEach(i -> site.redirect("/r" + i, "/r" + (i + 1)));

    var outcome = executor().execute(TestAttempt.of(site.url("/r0")));

    assertThat(outcome.state()).isEqualTo(RunState.Ended.SUCCEEDED);
    assertThat(outcome.progress().fetched()).isEqualTo(11);
    assertThat(lines(outcome).getLast()).contains("more than 10 redirects in a row");
  }

  @Test
  void fetchesUrlsOfOddForms() throws Exception {
    site.page("/", "<a href='/a//b'>b</a><a href='/x|y?[z]'>x</a><a href='?'>q</a>");
    site.page("/a//b", "b").page("/x%7Cy?%5Bz%5D", "x").page("/?", "q");

    var outcome = executor().execute(TestAttempt.of(site.url("/")));

    assertThat(lines(outcome)).hasSize(4).allMatch(line -> line.contains("\"status\":200"));
  }

  @Test
  void heedsRobots() throws Exception {
    site.text("/robots.txt", "User-agent: Crawlkeeper\nDisallow: /p2\n");
    tree(3);

    var outcome = executor().execute(TestAttempt.of(site.url("/p0")));

    assertThat(outcome.progress().fetched()).isEqualTo(2);
    assertThat(outcome.progress().failed()).isZero();
    assertThat(site.requests()).doesNotContain("/p2");
    assertThat(lines(outcome)).hasSize(2);
    assertThat(index(outcome))
        .anyMatch(
            line ->
                line.contains("/p2\"")
                    && line.contains("\"refused\":\"robots.txt forbids it\",\"referrer\""));
  }

  @Test
  void failsWhenRobotsForbidAllSeeds() throws Exception {
    site.text("/robots.txt", "User-agent: *\nDisallow: /\n").page("/", "hello");

    var outcome = executor().execute(TestAttempt.of(site.url("/")));

    assertThat(outcome.state()).isEqualTo(RunState.Ended.FAILED);
    assertThat(outcome.reason())
        .isEqualTo("no seed could be fetched: " + site.url("/") + ": forbidden by robots.txt");
  }

  @Test
  void saysThatTheSeedsRedirectOutOfTheScope() throws Exception {
    try (var www = TestSite.start()) {
      site.redirect("/", "/home").redirect("/home", www.url("/home")).redirect("/2", "/home");

      var outcome = executor().execute(TestAttempt.of(site.url("/"), site.url("/2")));

      assertThat(outcome.state()).isEqualTo(RunState.Ended.FAILED);
      assertThat(outcome.reason())
          .isEqualTo(
              "no seed could be fetched: %s redirects to %s, which is outside of the scope"
                      .formatted(site.url("/home"), www.url("/home"))
                  + " (outside of the seeds' hosts); add it as a seed");
      assertThat(lines(outcome)).hasSize(3);
      assertThat(www.requests()).isEmpty();
    }
  }

  @Test
  void needsOnlyOneSeedThatDoesNotRedirectOutOfTheScope() throws Exception {
    try (var www = TestSite.start()) {
      site.redirect("/", www.url("/")).page("/2", "two");

      var outcome = executor().execute(TestAttempt.of(site.url("/"), site.url("/2")));

      assertThat(outcome.state()).isEqualTo(RunState.Ended.SUCCEEDED);
      assertThat(outcome.reason()).isNull();
    }
  }

  @Test
  void failsWhenTheAddressIsRefused() throws Exception {
    var outcome = executor(List.of()).execute(TestAttempt.of(site.url("/")));

    assertThat(outcome.state()).isEqualTo(RunState.Ended.FAILED);
    assertThat(outcome.reason()).contains("address refused: 127.0.0.1");
    assertThat(site.requests()).isEmpty();
  }

  @Test
  void failsWhenNoSiteAnswersOrASeedIsNoUrl() throws Exception {
    site.close();

    var outcome = executor().execute(TestAttempt.of("no url", site.url("/")));

    assertThat(outcome.state()).isEqualTo(RunState.Ended.FAILED);
    assertThat(outcome.reason()).contains("no url: not a URL of http or https");
    assertThat(lines(outcome)).hasSize(2).last().asString().contains("connection refused");
    assertThat(outcome.progress().failed()).isEqualTo(2);
  }

  @Test
  void saysWhyReferencesOfAnyFormAreNotTaken() throws Exception {
    var dots = "x".repeat(300);
    site.page(
        "/",
        "<a href='mailto:ann lee@e.org'>m</a><a href='tel:\uFFFD'>r</a><a"
            + " href='tel:\uD83D\uDC22'>t</a>"
            + "<a href='data:%s'>d</a><a href='http://ü@e.org/'>u</a>".formatted(dots));

    var outcome = executor().execute(TestAttempt.of(site.url("/")));

    assertThat(outcome.state()).isEqualTo(RunState.Ended.SUCCEEDED);
    var index = PageIndex.open(storage(results), "docs/7-1");
    for (var reference : List.of("mailto:ann lee@e.org", "tel:\uD83D\uDC22", "data:" + dots)) {
      var line = index.find(IndexKey.ofReference(reference)).orElseThrow();
      assertThat(line.json().path("refused").asString()).isEqualTo("not a URL of http or https");
    }
    assertThat(index.find("http://%C3%BC@e.org/")).isPresent();
  }

  @Test
  void failsOnAPatternThatCannotBeRead() throws Exception {
    var attempt =
        TestAttempt.of(site.url("/")).scope(new ScopeSpec(null, List.of("("), null, null, null));

    var outcome = executor().execute(attempt);

    assertThat(outcome.state()).isEqualTo(RunState.Ended.FAILED);
    assertThat(outcome.reason()).contains("pattern \"(\" cannot be read");
  }

  @Test
  void failsWhenResultsCannotBeStored() throws Exception {
    Files.writeString(results.resolve("docs"), "a file where the folder should be");

    var outcome = executor().execute(TestAttempt.of(site.url("/")));

    assertThat(outcome.state()).isEqualTo(RunState.Ended.FAILED);
    assertThat(outcome.reason()).contains("the results cannot be stored");
  }

  @Test
  void neverLeavesTheResultsFolder() throws Exception {
    var executor = executor();
    for (var name : List.of("..", ".", "a/../../b")) {
      var attempt = TestAttempt.named(name, site.url("/"));
      assertThat(executor.execute(attempt).reason()).contains("cannot be the name of a folder");
    }
  }

  @Test
  void startsCleanOverWhatAnEarlierProcessLeft() throws Exception {
    var left = results.resolve("docs/7-1/old/pages-00000.jsonl");
    Files.createDirectories(left.getParent());
    Files.writeString(left, "old");
    tree(1);

    executor().execute(TestAttempt.of(site.url("/p0")));

    assertThat(left).doesNotExist();
  }
}
