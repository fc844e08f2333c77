package io.crawlkeeper.worker.crawl;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import com.sun.net.httpserver.Headers;
import com.sun.net.httpserver.HttpExchange;
import io.crawlkeeper.model.ByteSize;
import io.crawlkeeper.model.FetchBuilder;
import io.crawlkeeper.model.FetchSpec;
import java.io.IOException;
import java.time.Duration;
import java.util.Arrays;
import java.util.Map;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.locks.LockSupport;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.assertj.core.api.InstanceOfAssertFactories;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(180)
class SitemapCrawlTest extends CrawlFixture {
  private static final FetchSpec WITH_KEY = FetchBuilder.of().headers(Map.of("X-Key", "k")).build();

  private String pages(String... paths) {
    return Arrays.stream(paths)
        .map(path -> "<url><loc>" + site.url(path) + "</loc></url>")
        .collect(Collectors.joining("", "<urlset>", "</urlset>"));
  }

  private static String index(String... urls) {
    return Arrays.stream(urls)
        .map(url -> "<sitemap><loc>" + url + "</loc></sitemap>")
        .collect(Collectors.joining("", "<sitemapindex>", "</sitemapindex>"));
  }

  private void xml(String path, String text) {
    site.on(path, exchange -> TestSite.send(exchange, 200, "text/xml", text.getBytes(UTF_8)));
  }

  @Test
  void takesPagesThatOnlySitemapsName() throws Exception {
    site.text(
        "/robots.txt", "Sitemap: " + site.url("/index.xml") + "\nUser-agent: *\nDisallow: /no");
    xml("/index.xml", index(site.url("/a.xml"), site.url("/b.xml"), site.url("/gone.xml")));
    xml("/a.xml", pages("/hidden", "/", "/no/page"));
    site.redirect("/b.xml", "/c.xml").text("/c.xml", site.url("/deep") + "\nhttp://127.9.9.9/out");
    site.page("/", "root").page("/hidden", "hidden").page("/deep", "<a href=/deeper>d</a>");
    site.page("/deeper", "deeper");

    var outcome = executor().execute(TestAttempt.of(site.url("/")).sitemaps());

    assertThat(site.requests())
        .contains("/hidden", "/deep", "/deeper", "/gone.xml")
        .doesNotContain("/no/page", "/sitemap.xml");
    assertThat(outcome.progress().fetched()).as("sitemaps are no pages").isEqualTo(4);
    assertThat(outcome.progress().failed()).isZero();
    assertThat(lines(outcome))
        .anyMatch(line -> line.contains("/hidden\"") && line.contains("\"depth\":1"))
        .anyMatch(line -> line.contains("/c.xml\"") && line.contains("\"kind\":\"SITEMAP\""));
  }

  @Test
  void looksAtTheUsualPlaceIfNoneIsNamed() throws Exception {
    site.page("/", "root").page("/hidden", "hidden");
    xml("/sitemap.xml", pages("/hidden"));

    executor().execute(TestAttempt.of(site.url("/")).sitemaps());

    assertThat(site.requests()).contains("/sitemap.xml", "/hidden");
  }

  @Test
  void asksForNoSitemapsUnlessTheTaskDoes() throws Exception {
    site.page("/", "root");

    executor().execute(TestAttempt.of(site.url("/")));

    assertThat(site.requests()).doesNotContain("/sitemap.xml");
  }

  @Test
  void takesSitemapsOfOtherHostsThatRobotsNames() throws Exception {
    var heard = new ConcurrentLinkedQueue<Headers>();
    try (var other = TestSite.start()) {
      site.on("/robots.txt", exchange -> cookie(exchange, "Sitemap: " + other.url("/index.xml")));
      site.page("/", "root").page("/hidden", "hidden");
      other.on(
          "/index.xml",
          exchange -> heard(exchange, heard, index(other.url("/a.xml")).getBytes(UTF_8)));
      other.on("/a.xml", exchange -> heard(exchange, heard, pages("/hidden").getBytes(UTF_8)));

      executor().execute(TestAttempt.of(site.url("/")).sitemaps().fetch(WITH_KEY));

      assertThat(other.requests()).containsExactly("/robots.txt", "/index.xml", "/a.xml");
      assertThat(site.requests()).contains("/hidden");
    }
    assertThat(heard)
        .as("what is meant for the site is told to no other")
        .hasSize(2)
        .allSatisfy(
            headers -> assertThat(headers).doesNotContainKeys("X-key", "Cookie", "Authorization"));
  }

  @Test
  void staysWithTheTasksHostsInRedirectsOfSitemaps() throws Exception {
    try (var other = TestSite.start()) {
      site.text(
          "/robots.txt", "Sitemap: " + site.url("/a.xml") + "\nSitemap: " + site.url("/b.xml"));
      site.page("/", "root").redirect("/a.xml", other.url("/a.xml")).redirect("/b.xml", "/c.xml");
      xml("/c.xml", pages("/hidden"));

      var outcome = executor().execute(TestAttempt.of(site.url("/")).sitemaps().fetch(WITH_KEY));

      assertThat(other.requests()).isEmpty();
      assertThat(site.requests()).contains("/hidden");
      assertThat(index(outcome))
          .anyMatch(
              line ->
                  line.contains(other.url("/a.xml")) && line.contains("a sitemap of another host"));
    }
  }

  @Test
  void staysWithTheTasksHostsInRedirectsOfRobots() throws Exception {
    try (var other = TestSite.start()) {
      site.page("/", "root").redirect("/robots.txt", other.url("/robots.txt"));

      executor().execute(TestAttempt.of(site.url("/")).sitemaps().withoutRobots());

      assertThat(other.requests()).isEmpty();
    }
  }

  @Test
  void readsMoreOfTheseFilesThanOfPages() throws Exception {
    var filler = "# %s\n".formatted("x".repeat(80)).repeat(500);
    site.text("/robots.txt", filler + "Sitemap: " + site.url("/a.txt") + "\n");
    var lines = IntStream.range(0, 500).mapToObj(i -> site.url("/p" + i % 2)).toList();
    site.text("/a.txt", String.join("\n", lines) + "\n" + site.url("/last"));
    site.page("/last", "last").page("/", "x".repeat(3_000));
    var small = new ByteSize(2_000);

    var outcome = executor().execute(TestAttempt.of(site.url("/")).sitemaps().largestBody(small));

    assertThat(site.requests()).contains("/a.txt", "/last");
    assertThat(lines(outcome))
        .filteredOn(line -> line.contains("\"error\":\"truncated\""))
        .singleElement(InstanceOfAssertFactories.STRING)
        .contains(site.url("/") + '"');
  }

  @Test
  void leavesTheRestOfManySitemapsForLater() throws Exception {
    var active = new AtomicInteger();
    var most = new AtomicInteger();
    site.page("/", "root");
    var maps = IntStream.range(0, 8).mapToObj(i -> "/m" + i).toArray(String[]::new);
    xml("/sitemap.xml", index(Arrays.stream(maps).map(site::url).toArray(String[]::new)));
    for (var map : maps) {
      site.on(map, exchange -> crowded(exchange, active, most, pages("/of" + map)));
    }

    executor().execute(TestAttempt.of(site.url("/")).sitemaps());

    assertThat(site.requests())
        .contains(Arrays.stream(maps).map("/of"::concat).toArray(String[]::new));
    assertThat(most.get()).isBetween(1, 4);
  }

  private static void crowded(
      HttpExchange exchange, AtomicInteger active, AtomicInteger most, String text)
      throws IOException {
    most.accumulateAndGet(active.incrementAndGet(), Math::max);
    LockSupport.parkNanos(Duration.ofMillis(100).toNanos());
    active.decrementAndGet();
    TestSite.send(exchange, 200, "text/xml", text.getBytes(UTF_8));
  }

  private static void cookie(HttpExchange exchange, String text) throws IOException {
    exchange.getResponseHeaders().set("Set-Cookie", "a=1; Path=/");
    TestSite.send(exchange, 200, "text/plain", text.getBytes(UTF_8));
  }

  private static void heard(HttpExchange exchange, Queue<Headers> heard, byte[] body)
      throws IOException {
    heard.add(exchange.getRequestHeaders());
    TestSite.send(exchange, 200, "text/xml", body);
  }

  @Test
  void endsInLoopsAndNestsOfIndexes() throws Exception {
    site.page("/", "root");
    xml("/sitemap.xml", index(site.url("/sitemap.xml"), site.url("/1.xml")));
    IntStream.range(1, 20)
        .forEach(
            i ->
                xml(
                    "/%d.xml".formatted(i),
                    index(site.url("/%d.xml".formatted(i + 1)), site.url("/sitemap.xml"))));

    executor().execute(TestAttempt.of(site.url("/")).sitemaps());

    assertThat(site.requests()).contains("/2.xml").doesNotContain("/3.xml");
    assertThat(site.requests().stream().filter("/sitemap.xml"::equals)).hasSize(1);
  }

  @Test
  void boundsTheSitemapsOfAnIndex() throws Exception {
    site.page("/", "root");
    xml(
        "/sitemap.xml",
        index(IntStream.range(0, 3_000).mapToObj(i -> site.url("/m/" + i)).toArray(String[]::new)));

    executor().execute(TestAttempt.of(site.url("/")).sitemaps());

    assertThat(site.requests().stream().filter(path -> path.startsWith("/m/"))).hasSize(999);
  }
}
