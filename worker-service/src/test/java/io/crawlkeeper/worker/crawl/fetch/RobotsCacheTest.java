package io.crawlkeeper.worker.crawl.fetch;

import static java.nio.charset.StandardCharsets.UTF_8;
import static java.util.Objects.requireNonNull;
import static org.assertj.core.api.Assertions.assertThat;

import io.crawlkeeper.url.CrawlUrl;
import io.crawlkeeper.url.UrlParser;
import io.crawlkeeper.worker.crawl.TestSite;
import io.crawlkeeper.worker.crawl.politeness.RobotsRules;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicLong;
import java.util.stream.IntStream;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(30)
class RobotsCacheTest {
  private final TestSite site = TestSite.start();
  private final AtomicLong now = new AtomicLong();
  private final Fetcher fetcher =
      new Fetcher(
          new FetchSettings(
              "Crawlkeeper/test", null, List.of(AddressRange.parse("127.0.0.0/8")), Secrets.NONE));
  private final RobotsCache cache = new RobotsCache(fetcher, now::get);

  @AfterEach
  void close() {
    fetcher.close();
    site.close();
  }

  private CrawlUrl url(String path) {
    return requireNonNull(UrlParser.parse(site.url(path)));
  }

  @Test
  void keepsRulesForADay() {
    site.text("/robots.txt", "User-agent: *\nDisallow: /a");
    assertThat(cache.lookup(site.url(""))).isNull();

    assertThat(cache.load(site.url("")).allows(url("/a"))).isFalse();

    now.addAndGet(Duration.ofHours(24).toNanos() - 1);
    assertThat(requireNonNull(cache.lookup(site.url(""))).allows(url("/b"))).isTrue();
    now.addAndGet(1);
    assertThat(cache.lookup(site.url(""))).isNull();
  }

  @Test
  void keepsFailuresForMinutes() {
    site.on("/robots.txt", exchange -> TestSite.send(exchange, 503, "text/plain", new byte[0]));

    assertThat(cache.load(site.url("")).allows(url("/a"))).isFalse();

    assertThat(cache.lookup(site.url(""))).isNotNull();
    now.addAndGet(Duration.ofMinutes(3).toNanos());
    assertThat(cache.lookup(site.url(""))).isNull();
  }

  @Test
  void forbidsAllWhenTheSiteIsDown() {
    site.close();

    var rules = cache.load(site.url(""));

    assertThat(rules.allows(url("/a"))).isFalse();
    assertThat(rules.failure()).startsWith("connection refused");
  }

  @Test
  void followsFiveRedirectsAndNoMore() {
    for (var i = 0; i < 6; i++) {
      site.redirect("/" + i, "/" + (i + 1));
    }
    site.text("/6", "User-agent: *\nDisallow: /");
    site.redirect("/robots.txt", "/2");
    assertThat(cache.load(site.url("")).allows(url("/a"))).isFalse();

    site.redirect("/robots.txt", "/1");
    assertThat(cache.load(site.url("")).allows(url("/a"))).isTrue();
  }

  @Test
  void readsNoMoreThanItsLimit() {
    var filler = "# " + "x".repeat(997) + "\n";
    var first = "User-agent: *\nDisallow: /first\n";
    site.text("/robots.txt", first + filler.repeat(600) + "Disallow: /last\n");

    var rules = cache.load(site.url(""));

    assertThat(rules.allows(url("/first"))).isFalse();
    assertThat(rules.allows(url("/last"))).isTrue();
  }

  @Test
  void keepsOldRulesWhileTheSiteIsDown() {
    site.text("/robots.txt", "User-agent: *\nDisallow: /a");
    cache.load(site.url(""));
    site.on("/robots.txt", exchange -> TestSite.send(exchange, 503, "text/plain", new byte[0]));
    now.addAndGet(Duration.ofDays(2).toNanos());
    assertThat(cache.lookup(site.url(""))).isNull();

    var rules = cache.load(site.url(""));

    assertThat(rules.allows(url("/a"))).isFalse();
    assertThat(rules.allows(url("/b"))).isTrue();
    now.addAndGet(Duration.ofDays(6).toNanos());
    assertThat(cache.load(site.url("")).allows(url("/b"))).as("too old").isFalse();
  }

  @Test
  void readsNoMoreOfAnEndlessFile() {
    var line = "Disallow: /x\n".getBytes(UTF_8);
    site.on(
        "/robots.txt",
        exchange -> {
          exchange.sendResponseHeaders(200, 0);
          var out = exchange.getResponseBody();
          out.write("User-agent: *\n".getBytes(UTF_8));
          for (var i = 0; i < 50_000_000 / line.length; i++) {
            out.write(line);
          }
        });

    var rules = cache.load(site.url(""));

    assertThat(rules.allows(url("/x"))).isFalse();
    assertThat(rules.allows(url("/y"))).isTrue();
    assertThat(rules.weight()).isLessThan(20 << 20);
  }

  @Test
  void leavesOutALineThatWasCut() {
    var head = "User-agent: *\n#";
    var cut = "\nDisallow: /";
    var filler = "x".repeat(RobotsCache.LONGEST - head.length() - cut.length());
    site.text("/robots.txt", head + filler + cut + "private/and/more/of/it\n");

    assertThat(cache.load(site.url("")).allows(url("/open"))).isTrue();
  }

  @Test
  void endsInLoopsOfRedirects() {
    site.redirect("/robots.txt", "/a").redirect("/a", "/robots.txt");

    assertThat(cache.load(site.url("")).allows(url("/b"))).isTrue();
    assertThat(site.requests()).hasSize(6);
  }

  @Test
  void forgetsTheRulesThatWereNotAskedForLongest() {
    var store = new RobotsStore(1_000);
    var origins = IntStream.range(0, 10).mapToObj(i -> "http://h" + i).toList();
    origins.forEach(origin -> store.put(origin, RobotsRules.allowAll(), 0));

    assertThat(origins.stream().filter(origin -> store.get(origin, 1) != null))
        .containsExactly("http://h5", "http://h6", "http://h7", "http://h8", "http://h9");
  }

  @Test
  void asksASiteOnceForManyRuns() throws Exception {
    var asked = new CountDownLatch(1);
    var answer = new CountDownLatch(1);
    site.on(
        "/robots.txt",
        exchange -> {
          asked.countDown();
          await(answer);
          TestSite.send(exchange, 404, "text/plain", new byte[0]);
        });
    var first = Thread.ofVirtual().start(() -> cache.load(site.url("")));
    asked.await();
    var second = Thread.ofVirtual().start(() -> cache.load(site.url("")));
    Awaitility.await().until(() -> second.getState() == Thread.State.WAITING);
    answer.countDown();
    first.join();
    second.join();
    assertThat(site.requests()).hasSize(1);
  }

  private static void await(CountDownLatch latch) {
    try {
      latch.await();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }
}
