package io.crawlkeeper.worker.crawl;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.crawlkeeper.model.FetchBuilder;
import io.crawlkeeper.model.FetchSpec;
import io.crawlkeeper.model.Output;
import io.crawlkeeper.worker.crawl.recrawl.EarlierRuns;
import java.io.IOException;
import java.nio.file.Files;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Runs that ask only for what has changed since the last one. */
@Timeout(180)
class RecrawlTest extends RecrawlFixture {
  private static final FetchSpec UNCONDITIONAL = FetchBuilder.of().conditional(false).build();

  private CrawlExecutor recrawler() {
    return recrawler(earlier);
  }

  private CrawlExecutor recrawler(EarlierRuns runs) {
    return executor(Durability.of(store()).with(runs));
  }

  /** A page of each kind of version, and one without. */
  private void shop() {
    page("/", "ETag", "\"1\"", "<h1>All</h1><a href=a>a</a><a href=b>b</a><a href=c>c</a>");
    page("/a", "ETag", "W/\"1\"", "<h1>A</h1><a href=a/leaf>leaf</a>");
    page("/b", "Last-Modified", OLD, "<h1>Bü</h1>");
    site.page("/c", "<h1>C</h1>");
    site.page("/a/leaf", "<h1>Leaf</h1>");
  }

  private TestAttempt attempt() {
    return TestAttempt.of(site.url("/")).rules(headings()).withoutRobots();
  }

  @Test
  void readsUnchangedPagesFromTheRunThatHasStoredThem() throws Exception {
    shop();
    var storage = storage(results);
    var crawls = recrawler();
    var attempt = attempt();
    run(crawls, attempt);
    var items = lines(storage, "items-00000.jsonl");
    var urls = index(storage).keySet();
    assertThat(items).hasSize(5);
    assertThat(conditional).isEmpty();
    assertThat(record(storage, "/a").path("etag").asString()).isEqualTo("W/\"1\"");

    run(crawls, attempt.again());

    assertThat(conditional).containsExactlyInAnyOrder("/ \"1\"", "/a W/\"1\"", "/b " + OLD);
    assertThat(lines(storage, "items-00000.jsonl")).isEqualTo(items);
    assertThat(index(storage).keySet()).isEqualTo(urls);
    assertThat(unchanged(storage))
        .isEqualTo(Map.of("/", "7-1", "/a", "7-1", "/b", "7-1", "/c", "", "/a/leaf", ""));
    assertThat(responses(storage))
        .containsExactly(
            "response /a/leaf", "response /c", "revisit /", "revisit /a", "revisit /b");
    var page = record(storage, "/b");
    assertThat(page.path("status").asInt()).isEqualTo(304);
    assertThat(page.path("lastModified").asString()).isEqualTo(OLD);
    assertThat(page.path("type").asString()).isEqualTo("text/html; charset=utf-8");
    assertThat(page.path("sha256").asString()).hasSize(64);

    page("/a", "ETag", "W/\"2\"", "<h1>A2</h1><a href=a/new>new</a>");
    site.page("/a/new", "<h1>New</h1>");
    run(crawls, attempt.again());

    assertThat(unchanged(storage))
        .isEqualTo(Map.of("/", "7-1", "/a", "", "/b", "7-1", "/c", "", "/a/new", ""));
    assertThat(lines(storage, "items-00000.jsonl")).hasSize(5).anyMatch(one -> one.contains("A2"));

    run(crawls, attempt.again());

    assertThat(unchanged(storage))
        .isEqualTo(Map.of("/", "7-1", "/a", "7-3", "/b", "7-1", "/c", "", "/a/new", ""));
  }

  @Test
  void countsAnUnchangedPageAsFetchedWithoutItsBytes() throws Exception {
    page("/", "ETag", "\"1\"", "<h1>All</h1>");
    var crawls = recrawler();
    var attempt = attempt();
    assertThat(run(crawls, attempt).progress().bytes()).isPositive();

    var progress = run(crawls, attempt.again()).progress();

    assertThat(progress.fetched()).isEqualTo(1);
    assertThat(progress.failed()).isZero();
    assertThat(progress.bytes()).isZero();
  }

  @ParameterizedTest
  @ValueSource(strings = {"1", "\"1", "\"ä\"", "\"long\"", "w/\"1\"", "\"a b\"", "*"})
  void asksInFullIfTheSiteHasGivenNoValidEtag(String tag) throws Exception {
    var sent = tag.equals("\"long\"") ? '"' + "x".repeat(8 << 10) + '"' : tag;
    page("/", "ETag", sent, "<h1>All</h1>");
    var crawls = recrawler();
    var attempt = attempt();
    run(crawls, attempt);

    run(crawls, attempt.again());

    assertThat(conditional).isEmpty();
    assertThat(responses(storage(results))).containsExactly("response /");
  }

  @Test
  void asksInFullIfThePageMayHaveChangedTwiceInTheSameSecond() throws Exception {
    var now = DateTimeFormatter.RFC_1123_DATE_TIME.format(Instant.now().atOffset(ZoneOffset.UTC));
    page("/", "Last-Modified", now, "<h1>All</h1>");
    var crawls = recrawler();
    var attempt = attempt();
    run(crawls, attempt);

    run(crawls, attempt.again());

    assertThat(conditional).isEmpty();
  }

  @Test
  void takesNoLinksFromAnAnswerNobodyHasAskedFor() throws Exception {
    site.page("/", "<a href=odd>odd</a>");
    site.on("/odd", exchange -> exchange.sendResponseHeaders(304, -1));
    var storage = storage(results);
    var crawls = recrawler();
    var attempt = attempt();
    for (var number = 1; number <= 2; number++) {
      run(crawls, attempt);

      var page = record(storage, "/odd");
      assertThat(page.path("status").asInt()).isEqualTo(304);
      assertThat(page.path("errorClass").asString()).isEqualTo("protocol");
      assertThat(page.has("unchangedSince")).isFalse();
      assertThat(responses(storage)).contains("response /odd");
      attempt.again();
    }
  }

  @Test
  void asksAgainInFullIfTheAnswerIsAboutAnotherVersion() throws Exception {
    page("/", "ETag", "\"1\"", "<h1>Old</h1>");
    var crawls = recrawler();
    var attempt = attempt();
    run(crawls, attempt);
    site.on(
        "/",
        exchange -> {
          exchange.getResponseHeaders().set("ETag", "\"2\"");
          if (exchange.getRequestHeaders().containsKey("If-None-Match")) {
            exchange.sendResponseHeaders(304, -1);
          } else {
            TestSite.send(exchange, 200, "text/html", "<h1>New</h1>".getBytes(UTF_8));
          }
        });

    run(crawls, attempt.again());

    assertThat(lines(storage(results), "items-00000.jsonl"))
        .singleElement()
        .asString()
        .contains("New");
    assertThat(responses(storage(results))).containsExactly("response /");
  }

  @Test
  void asksAtOnceInFullIfWhatWasStoredIsGone() throws Exception {
    shop();
    var crawls = recrawler();
    var attempt = attempt();
    run(crawls, attempt);
    Files.delete(results.resolve("docs/7-1/crawl-00000.warc.gz"));

    run(crawls, attempt.again());

    assertThat(conditional).isEmpty();
    assertThat(unchanged(storage(results)).values()).hasSize(5).containsOnly("");
  }

  @Test
  void asksAgainInFullIfWhatWasStoredCannotBeRead() throws Exception {
    shop();
    var crawls = recrawler();
    var attempt = attempt();
    run(crawls, attempt);
    var items = lines(storage(results), "items-00000.jsonl");
    var warc = results.resolve("docs/7-1/crawl-00000.warc.gz");
    Files.write(warc, new byte[(int) Files.size(warc)]);

    run(crawls, attempt.again());

    assertThat(conditional).hasSize(3);
    assertThat(lines(storage(results), "items-00000.jsonl")).isEqualTo(items);
    assertThat(responses(storage(results))).hasSize(5).allMatch(one -> one.startsWith("response"));
  }

  @ParameterizedTest
  @ValueSource(strings = {"{", "", "http://127.0.0.1/ x {}"})
  void asksInFullIfTheIndexCannotBeRead(String index) throws Exception {
    shop();
    var crawls = recrawler();
    var attempt = attempt();
    run(crawls, attempt);
    Files.writeString(results.resolve("docs/7-1/index.cdxj"), index);

    run(crawls, attempt.again());

    assertThat(conditional).isEmpty();
    assertThat(lines(storage(results), "items-00000.jsonl")).hasSize(5);
  }

  @Test
  void asksInFullIfTheTaskHasChangedOrDoesNotWantIt() throws Exception {
    shop();
    var crawls = recrawler();
    var attempt = attempt();
    run(crawls, attempt);

    run(crawls, attempt.again(2));
    run(crawls, attempt.fetch(UNCONDITIONAL).again());
    run(crawls, attempt().output(Output.JSONL).again(2));

    assertThat(conditional).isEmpty();
  }

  @Test
  void asksInFullWhereTheHistoryDoesNotAnswer() throws Exception {
    shop();
    var crawls =
        recrawler(
            (run, kept, now) -> {
              throw new IOException("no answer");
            });
    var attempt = attempt();
    run(crawls, attempt);

    run(crawls, attempt.again());

    assertThat(conditional).isEmpty();
  }

  @Test
  void storesAnewWhatOnlyARunHoldsThatIsForgottenSoon() throws Exception {
    shop();
    var crawls =
        recrawler((run, kept, now) -> List.copyOf(ended.subList(0, Math.min(1, ended.size()))));
    var attempt = attempt();
    run(crawls, attempt);
    run(crawls, attempt.again());
    assertThat(unchanged(storage(results))).containsEntry("/", "7-1");

    run(crawls, attempt.again());
    assertThat(unchanged(storage(results))).containsEntry("/", "");

    run(crawls, attempt.again());
    assertThat(unchanged(storage(results))).containsEntry("/", "7-3");
  }

  @Test
  void isStoppedAndGoesOn() throws Exception {
    for (var i = 0; i < 200; i++) {
      page("/p" + i, "ETag", "\"" + i + "\"", leaf(i, 200));
    }
    var crawls = recrawler();
    var attempt = TestAttempt.of(site.url("/p0")).withoutRobots();
    run(crawls, attempt);
    attempt.again();
    site.on(
        "/p100",
        exchange -> {
          attempt.stop = true;
          exchange.sendResponseHeaders(304, -1);
        });
    assertThatThrownBy(() -> crawls.execute(attempt)).isInstanceOf(InterruptedException.class);
    page("/p100", "ETag", "\"100\"", leaf(100, 200));

    run(crawls, attempt.next());

    var since = unchanged(storage(results));
    since.keySet().removeIf(path -> !path.startsWith("/p"));
    assertThat(since).hasSize(200);
    assertThat(new HashSet<>(since.values())).containsExactly("7-1");
    assertThat(responses(storage(results)).stream().filter(one -> one.startsWith("revisit")))
        .hasSize(200)
        .doesNotHaveDuplicates();
  }
}
