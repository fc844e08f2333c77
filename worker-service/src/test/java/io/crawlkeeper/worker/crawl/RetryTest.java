package io.crawlkeeper.worker.crawl;

import static org.assertj.core.api.Assertions.assertThat;

import io.crawlkeeper.model.Run.Outcome;
import io.crawlkeeper.model.RunState;
import io.crawlkeeper.worker.crawl.fetch.AddressRange;
import io.crawlkeeper.worker.crawl.fetch.FetchSettings;
import io.crawlkeeper.worker.crawl.fetch.Secrets;
import io.crawlkeeper.worker.crawl.frontier.sql.SqliteFrontierStore;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

@Timeout(180)
class RetryTest {
  @TempDir Path results;
  @TempDir Path data;

  private final TestSite site = TestSite.start();

  @AfterEach
  void close() {
    site.close();
  }

  private Outcome crawl(String path) throws Exception {
    var settings =
        new CrawlSettings(
            CrawlFixture.storage(results),
            new FetchSettings(
                "Crawlkeeper/test", null, List.of(AddressRange.parse("127.0.0.0/8")), Secrets.NONE),
            32,
            Duration.ofMillis(20));
    try (var executor =
        new CrawlExecutor(
            settings,
            CrawlFixture.gate(),
            Durability.of(new SqliteFrontierStore(data)),
            FetchListener.NONE)) {
      return executor.execute(TestAttempt.of(site.url(path)));
    }
  }

  @Test
  void waitsForAsLongAsAHostAsks() throws Exception {
    var first = new AtomicLong();
    var second = new AtomicLong();
    site.on(
        "/",
        exchange -> {
          if (first.compareAndSet(0, System.nanoTime())) {
            exchange.getResponseHeaders().set("Retry-After", "1");
            TestSite.send(exchange, 429, "text/plain", new byte[0]);
          } else {
            second.set(System.nanoTime());
            TestSite.send(exchange, 200, "text/plain", new byte[] {1});
          }
        });

    var outcome = crawl("/");

    assertThat(outcome.progress().fetched()).isEqualTo(1);
    assertThat(outcome.progress().failed()).isZero();
    assertThat(Duration.ofNanos(second.get() - first.get())).isGreaterThan(Duration.ofMillis(990));
  }

  @Test
  void recordsAServersErrorAfterThreeRetries() throws Exception {
    site.on("/", exchange -> TestSite.send(exchange, 500, "text/plain", new byte[] {1}));

    var outcome = crawl("/");

    assertThat(outcome.state()).isEqualTo(RunState.Ended.SUCCEEDED);
    assertThat(outcome.progress().fetched()).isEqualTo(1);
    assertThat(outcome.progress().failed()).isEqualTo(1);
    assertThat(site.requests()).containsExactly("/robots.txt", "/", "/", "/", "/");
    assertThat(Files.readAllLines(results.resolve("docs/7-1/pages-00000.jsonl"))).hasSize(1);
  }

  @Test
  void triesRobotsAgainBeforeItGivesUpAHost() throws Exception {
    var tries = new AtomicInteger();
    site.page("/", "hello");
    site.on(
        "/robots.txt",
        exchange ->
            TestSite.send(
                exchange, tries.incrementAndGet() < 3 ? 503 : 404, "text/plain", new byte[0]));

    assertThat(crawl("/").progress().fetched()).isEqualTo(1);
    assertThat(tries).hasValue(3);
  }

  @Test
  void fetchesNothingWhileRobotsCannotBeRead() throws Exception {
    site.page("/", "hello");
    site.on("/robots.txt", exchange -> TestSite.send(exchange, 429, "text/plain", new byte[0]));

    var outcome = crawl("/");

    assertThat(outcome.state()).isEqualTo(RunState.Ended.FAILED);
    assertThat(outcome.reason()).endsWith("robots.txt answered with status 429");
    assertThat(site.requests()).containsOnly("/robots.txt");
  }
}
