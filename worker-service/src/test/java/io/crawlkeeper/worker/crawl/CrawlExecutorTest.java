package io.crawlkeeper.worker.crawl;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.crawlkeeper.model.ByteSize;
import io.crawlkeeper.model.CrawlSpec.ScopeSpec;
import io.crawlkeeper.model.Run.Outcome;
import io.crawlkeeper.model.RunState;
import io.crawlkeeper.worker.crawl.fetch.AddressRange;
import io.crawlkeeper.worker.crawl.fetch.FetchLimits;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

@Timeout(60)
class CrawlExecutorTest {
  private static final List<AddressRange> LOOPBACK = List.of(AddressRange.parse("127.0.0.0/8"));

  @TempDir Path results;

  private final TestSite site = TestSite.start();
  private @Nullable CrawlExecutor opened;

  @AfterEach
  void close() {
    site.close();
    if (opened != null) {
      opened.close();
    }
  }

  private CrawlExecutor executor() {
    return executor(LOOPBACK);
  }

  private CrawlExecutor executor(List<AddressRange> allowed) {
    var settings =
        new CrawlSettings(
            results, "Crawlkeeper/test", allowed, FetchLimits.DEFAULT, 32, Duration.ofMillis(20));
    opened = new CrawlExecutor(settings, FetchListener.NONE);
    return opened;
  }

  private List<String> lines(Outcome outcome) throws IOException {
    assertThat(outcome.output()).isNotNull();
    return Files.readAllLines(results.resolve(outcome.output()).resolve("pages.jsonl"));
  }

  /** A tree of pages of which each links to its children, its parent, the root and a fragment. */
  private void tree(int pages) {
    IntStream.range(0, pages)
        .forEach(
            i ->
                site.page(
                    "/p" + i,
                    "<title>Page %d</title><a href=p%d>l</a><a href=p%d>r</a><a href=/p0#top>0</a>"
                            .formatted(i, Math.min(2 * i + 1, pages - 1), (2 * i + 2) % pages)
                        + "<a href=#here>here</a><img src=/logo.png><a href=p"
                        + i / 2
                        + ">up</a>"));
  }

  @Test
  void fetchesEachPageOfASiteOnce() throws Exception {
    tree(200);

    var outcome = executor().execute(TestAttempt.of(site.url("/p0")));

    assertThat(outcome.state()).isEqualTo(RunState.SUCCEEDED);
    assertThat(outcome.reason()).isNull();
    assertThat(outcome.output()).isEqualTo("docs/7-1/attempt-1");
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

    assertThat(outcome.state()).isEqualTo(RunState.SUCCEEDED);
    assertThat(lines(outcome)).hasSize(4);
    assertThat(lines(outcome).getFirst())
        .contains("\"location\":\"" + site.url("/end?x=2&a=1") + "\"");
    assertThat(site.requests()).doesNotHaveDuplicates();
  }

  @Test
  void givesUpOnEndlessRedirects() throws Exception {
    IntStream.range(0, 50).forEach(i -> site.redirect("/r" + i, "/r" + (i + 1)));

    var outcome = executor().execute(TestAttempt.of(site.url("/r0")));

    assertThat(outcome.progress().fetched()).isEqualTo(11);
    assertThat(lines(outcome).getLast()).contains("more than 10 redirects in a row");
  }

  @Test
  void stopsAtTheLimitOfPages() throws Exception {
    tree(100);

    var outcome = executor().execute(TestAttempt.of(site.url("/p0")).limits(null, 10L, null, null));

    assertThat(outcome.state()).isEqualTo(RunState.SUCCEEDED);
    assertThat(outcome.reason()).isEqualTo("the limit of 10 pages is reached");
    assertThat(lines(outcome)).hasSize(10);
    assertThat(site.requests()).hasSize(11);
  }

  @Test
  void stopsAtTheLimitOfBytesAndOfDepth() throws Exception {
    tree(100);

    var bytes =
        executor()
            .execute(TestAttempt.of(site.url("/p0")).limits(null, null, new ByteSize(1000), null));
    assertThat(bytes.reason()).isEqualTo("the limit of 1kB is reached");
    assertThat(bytes.progress().bytes()).isBetween(1000L, 10_000L);

    var depth = executor().execute(TestAttempt.of(site.url("/p0")).limits(1, null, null, null));
    assertThat(depth.progress().fetched()).isEqualTo(3);
  }

  @Test
  void stopsAtTheLimitOfTime() throws Exception {
    tree(100);

    var outcome =
        executor()
            .execute(
                TestAttempt.of(site.url("/p0"))
                    .polite(Duration.ofMillis(200), 1)
                    .limits(null, null, null, Duration.ofSeconds(1)));

    assertThat(outcome.state()).isEqualTo(RunState.SUCCEEDED);
    assertThat(outcome.reason()).isEqualTo("the time limit of 1s is reached");
    assertThat(outcome.progress().fetched()).isBetween(1L, 5L);
  }

  @Test
  void heedsRobots() throws Exception {
    site.text("/robots.txt", "User-agent: Crawlkeeper\nDisallow: /p2\n");
    tree(3);

    var outcome = executor().execute(TestAttempt.of(site.url("/p0")));

    assertThat(outcome.progress().fetched()).isEqualTo(2);
    assertThat(outcome.progress().failed()).isZero();
    assertThat(site.requests()).doesNotContain("/p2");
    assertThat(lines(outcome))
        .anyMatch(line -> line.contains("/p2\"") && line.contains("\"error\":\"robots\""));
  }

  @Test
  void failsWhenRobotsForbidAllSeeds() throws Exception {
    site.text("/robots.txt", "User-agent: *\nDisallow: /\n").page("/", "hello");

    var outcome = executor().execute(TestAttempt.of(site.url("/")));

    assertThat(outcome.state()).isEqualTo(RunState.FAILED);
    assertThat(outcome.reason())
        .isEqualTo("no seed could be fetched: " + site.url("/") + ": forbidden by robots.txt");
  }

  @Test
  void failsWhenTheAddressIsRefused() throws Exception {
    var outcome = executor(List.of()).execute(TestAttempt.of(site.url("/")));

    assertThat(outcome.state()).isEqualTo(RunState.FAILED);
    assertThat(outcome.reason()).contains("address refused: 127.0.0.1");
    assertThat(site.requests()).isEmpty();
  }

  @Test
  void failsWhenNoSiteAnswersOrASeedIsNoUrl() throws Exception {
    site.close();

    var outcome = executor().execute(TestAttempt.of("no url", site.url("/")));

    assertThat(outcome.state()).isEqualTo(RunState.FAILED);
    assertThat(outcome.reason()).contains("no url: not a URL of http or https");
    assertThat(lines(outcome)).hasSize(2).last().asString().contains("connection refused");
    assertThat(outcome.progress().failed()).isEqualTo(2);
  }

  @Test
  void failsOnAPatternThatCannotBeRead() throws Exception {
    var attempt = TestAttempt.of(site.url("/")).scope(new ScopeSpec(null, List.of("("), null));

    var outcome = executor().execute(attempt);

    assertThat(outcome.state()).isEqualTo(RunState.FAILED);
    assertThat(outcome.reason()).contains("pattern \"(\" cannot be read");
  }

  @Test
  void failsWhenResultsCannotBeStored() throws Exception {
    Files.writeString(results.resolve("docs"), "a file where the folder should be");

    var outcome = executor().execute(TestAttempt.of(site.url("/")));

    assertThat(outcome.state()).isEqualTo(RunState.FAILED);
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
  void endsSoonWhenInterrupted() throws Exception {
    var asked = new CountDownLatch(1);
    var never = new CountDownLatch(1);
    site.on("/", exchange -> hang(asked, never));
    var executor = executor();
    var attempt = TestAttempt.of(site.url("/"));
    var ended = new CompletableFuture<Void>();
    var thread =
        Thread.ofPlatform()
            .start(
                () -> {
                  try {
                    executor.execute(attempt);
                  } catch (InterruptedException e) {
                    ended.complete(null);
                  }
                });
    asked.await();

    attempt.stop = true;
    thread.interrupt();

    await().atMost(Duration.ofSeconds(2)).until(ended::isDone);
    never.countDown();
    var folder = results.resolve("docs/7-1/attempt-1");
    assertThat(folder).exists();
    executor.discard(attempt);
    assertThat(folder).doesNotExist();
    executor.discard(attempt);
  }

  private static void hang(CountDownLatch asked, CountDownLatch never) {
    asked.countDown();
    try {
      never.await();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  @Test
  void startsNothingWhileItMayNotAct() throws Exception {
    tree(5);
    var executor = executor();
    var attempt = TestAttempt.of(site.url("/p0"));
    attempt.mayAct = false;
    var outcome = new CompletableFuture<Outcome>();
    Thread.ofPlatform()
        .start(
            () -> {
              try {
                outcome.complete(executor.execute(attempt));
              } catch (InterruptedException e) {
                outcome.completeExceptionally(e);
              }
            });

    await().during(Duration.ofMillis(300)).until(() -> site.requests().isEmpty());
    attempt.mayAct = true;

    assertThat(outcome.get().progress().fetched()).isEqualTo(5);
  }

  @Test
  void startsCleanOverWhatAnEarlierProcessLeft() throws Exception {
    var left = results.resolve("docs/7-1/attempt-1/old/pages.jsonl");
    Files.createDirectories(left.getParent());
    Files.writeString(left, "old");
    tree(1);

    executor().execute(TestAttempt.of(site.url("/p0")));

    assertThat(left).doesNotExist();
  }
}
