package io.crawlkeeper.worker.crawl;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import java.util.Arrays;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(60)
class SitemapCrawlTest extends CrawlFixture {

  private String pages(String... paths) {
    return Arrays.stream(paths)
        .map(path -> "<url><loc>" + site.url(path) + "</loc></url>")
        .collect(Collectors.joining("", "<urlset>", "</urlset>"));
  }

  private String index(String... paths) {
    return Arrays.stream(paths)
        .map(path -> "<sitemap><loc>" + site.url(path) + "</loc></sitemap>")
        .collect(Collectors.joining("", "<sitemapindex>", "</sitemapindex>"));
  }

  private void xml(String path, String text) {
    site.on(path, exchange -> TestSite.send(exchange, 200, "text/xml", text.getBytes(UTF_8)));
  }

  @Test
  void takesPagesThatOnlySitemapsName() throws Exception {
    site.text(
        "/robots.txt", "Sitemap: " + site.url("/index.xml") + "\nUser-agent: *\nDisallow: /no");
    xml("/index.xml", index("/a.xml", "/b.xml", "/gone.xml"));
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
  void endsInLoopsAndNestsOfIndexes() throws Exception {
    site.page("/", "root");
    xml("/sitemap.xml", index("/sitemap.xml", "/1.xml"));
    IntStream.range(1, 20)
        .forEach(
            i -> xml("/%d.xml".formatted(i), index("/%d.xml".formatted(i + 1), "/sitemap.xml")));

    executor().execute(TestAttempt.of(site.url("/")).sitemaps());

    assertThat(site.requests()).contains("/2.xml").doesNotContain("/3.xml");
    assertThat(site.requests().stream().filter("/sitemap.xml"::equals)).hasSize(1);
  }

  @Test
  void boundsTheSitemapsOfAnIndex() throws Exception {
    site.page("/", "root");
    xml(
        "/sitemap.xml",
        index(IntStream.range(0, 3_000).mapToObj(i -> "/m/" + i).toArray(String[]::new)));

    executor().execute(TestAttempt.of(site.url("/")).sitemaps());

    assertThat(site.requests().stream().filter(path -> path.startsWith("/m/"))).hasSize(999);
  }
}
