package io.crawlkeeper.worker.crawl.fetch;

import static java.nio.charset.StandardCharsets.UTF_8;
import static java.util.Objects.requireNonNull;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.crawlkeeper.url.CrawlUrl;
import io.crawlkeeper.url.UrlParser;
import io.crawlkeeper.worker.crawl.TestSite;
import io.crawlkeeper.worker.crawl.fetch.RobotsStore.Source;
import io.crawlkeeper.worker.crawl.politeness.RobotsRules;
import java.time.Duration;
import java.util.List;
import java.util.Set;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;
import java.util.stream.IntStream;
import org.awaitility.Awaitility;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(180)
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

  private RobotsRules load() {
    return cache.load(site.url(""), ProxyRing.NONE);
  }

  private @Nullable RobotsRules lookup() {
    return cache.lookup(site.url(""), ProxyRing.NONE);
  }

  @Test
  void keepsRulesForADay() {
    site.text("/robots.txt", "User-agent: *\nDisallow: /a");
    assertThat(lookup()).isNull();

    assertThat(load().allows(url("/a"))).isFalse();

    now.addAndGet(Duration.ofHours(24).toNanos() - 1);
    assertThat(requireNonNull(lookup()).allows(url("/b"))).isTrue();
    now.addAndGet(1);
    assertThat(lookup()).isNull();
  }

  @Test
  void keepsFailuresForMinutes() {
    site.on("/robots.txt", exchange -> TestSite.send(exchange, 503, "text/plain", new byte[0]));

    assertThat(load().allows(url("/a"))).isFalse();

    assertThat(lookup()).isNotNull();
    now.addAndGet(Duration.ofMinutes(3).toNanos());
    assertThat(lookup()).isNull();
  }

  /** The second request may have to wait for as long as the host's delay. */
  @Test
  void goesOnWhereTheHostCouldNotBeAskedAgainAtOnce() throws Exception {
    site.redirect("/robots.txt", "/r.txt").text("/r.txt", "User-agent: *\nDisallow: /a");

    assertThatThrownBy(() -> cache.load(site.url(""), ProxyRing.NONE, once()))
        .isInstanceOf(NotSentException.class);
    var rules = cache.load(site.url(""), ProxyRing.NONE, once());

    assertThat(rules.allows(url("/a"))).isFalse();
    assertThat(site.requests()).containsExactly("/robots.txt", "/r.txt");
    now.addAndGet(Duration.ofHours(24).toNanos());
    assertThatThrownBy(() -> cache.load(site.url(""), ProxyRing.NONE, once()))
        .isInstanceOf(NotSentException.class);
    assertThat(site.requests()).containsExactly("/robots.txt", "/r.txt", "/robots.txt");
  }

  /** Sends one request and no more. */
  private RobotsCache.Errand once() {
    var sent = new AtomicInteger();
    return request -> {
      if (sent.getAndIncrement() > 0) {
        throw new NotSentException("not its turn");
      }
      return fetcher.fetch(request);
    };
  }

  @Test
  void tellsOfProxiesThatRefuseThoughTheHostCouldNotBeAskedAgain() throws Exception {
    var one = new Proxy("127.0.0.1", 1, null, null);
    var other = new Proxy("127.0.0.1", 2, null, null);
    var ring = new ProxyRing(List.of(one, other), now::get);
    var sent = new AtomicInteger();

    var rules =
        cache.load(
            "http://e.org",
            ring,
            request -> {
              if (sent.getAndIncrement() > 0) {
                throw new NotSentException("not its turn");
              }
              return new FetchResult.Failed(FailureKind.PROXY, "the proxy refuses");
            });

    assertThat(rules.failure()).contains("the proxy refuses");
    assertThat(sent).hasValue(2);
  }

  @Test
  void forbidsAllWhenTheSiteIsDown() {
    site.close();

    var rules = load();

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
    assertThat(load().allows(url("/a"))).isFalse();

    site.redirect("/robots.txt", "/1");
    assertThat(load().allows(url("/a"))).isTrue();
  }

  @Test
  void readsNoMoreThanItsLimit() {
    var filler = "# " + "x".repeat(997) + "\n";
    var first = "User-agent: *\nDisallow: /first\n";
    site.text("/robots.txt", first + filler.repeat(600) + "Disallow: /last\n");

    var rules = load();

    assertThat(rules.allows(url("/first"))).isFalse();
    assertThat(rules.allows(url("/last"))).isTrue();
  }

  @Test
  void keepsOldRulesWhileTheSiteIsDown() {
    site.text("/robots.txt", "User-agent: *\nDisallow: /a");
    load();
    site.on("/robots.txt", exchange -> TestSite.send(exchange, 503, "text/plain", new byte[0]));
    now.addAndGet(Duration.ofDays(2).toNanos());
    assertThat(lookup()).isNull();

    var rules = load();

    assertThat(rules.allows(url("/a"))).isFalse();
    assertThat(rules.allows(url("/b"))).isTrue();
    now.addAndGet(Duration.ofDays(6).toNanos());
    assertThat(load().allows(url("/b"))).as("too old").isFalse();
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

    var rules = load();

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

    assertThat(load().allows(url("/open"))).isTrue();
  }

  @Test
  void endsInLoopsOfRedirects() {
    site.redirect("/robots.txt", "/a").redirect("/a", "/robots.txt");

    assertThat(load().allows(url("/b"))).isTrue();
    assertThat(site.requests()).hasSize(6);
  }

  @Test
  void forgetsTheRulesThatWereNotAskedForLongest() {
    var store = new RobotsStore(1_000);
    var origins =
        IntStream.range(0, 10).mapToObj(i -> new Source("http://h" + i, Set.of())).toList();
    origins.forEach(origin -> store.put(origin, RobotsRules.allowAll(), 0));

    assertThat(origins.stream().filter(origin -> store.get(origin, 1) != null))
        .extracting(Source::origin)
        .containsExactly("http://h5", "http://h6", "http://h7", "http://h8", "http://h9");
  }

  @Test
  void asksByAnotherProxyIfOneIsGone() {
    var gone = new Proxy("127.0.0.1", 1, null, null);
    var there = new Proxy("127.0.0.1", url("/").port(), null, null);
    site.text("http://127.0.0.9:1/robots.txt", "User-agent: *\nDisallow: /a");
    var ring = new ProxyRing(List.of(gone, there), now::get);

    assertThat(cache.load("http://127.0.0.9:1", ring).failure()).isNull();

    assertThat(List.of(requireNonNull(ring.take()), requireNonNull(ring.take())))
        .containsExactly(there, there);
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
    var first = Thread.ofVirtual().start(() -> load());
    asked.await();
    var second = Thread.ofVirtual().start(() -> load());
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
