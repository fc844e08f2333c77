package io.crawlkeeper.worker.crawl;

import static org.assertj.core.api.Assertions.assertThat;

import io.crawlkeeper.model.FetchBuilder;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** The site is the proxy: what it is asked for are whole URLs, of hosts that nobody else has. */
@Timeout(180)
class ProxiedCrawlTest extends CrawlFixture {
  private static final String ORIGIN = "http://127.0.0.9:1";
  private static final String ROBOTS = ORIGIN + "/robots.txt";

  private TestAttempt byProxy(String seed) {
    var proxies = List.of(site.url(""));
    return TestAttempt.of(seed).fetch(FetchBuilder.of().proxies(proxies).build());
  }

  @Test
  void asksForRobotsByTheProxiesOfItsTask() throws Exception {
    site.text(ROBOTS, "User-agent: *\nDisallow: /no");
    site.page(ORIGIN + "/", "<a href=/yes>y</a><a href=/no>n</a>").page(ORIGIN + "/yes", "yes");

    var outcome = executor().execute(byProxy(ORIGIN + "/"));

    assertThat(site.requests()).containsExactly(ROBOTS, ORIGIN + "/", ORIGIN + "/yes");
    assertThat(outcome.progress().failed()).isZero();
  }

  @Test
  void followsTheRedirectsOfRobotsByTheProxies() throws Exception {
    var elsewhere = "http://127.0.0.10:1/rules";
    site.redirect(ROBOTS, elsewhere).text(elsewhere, "User-agent: *\nDisallow: /no");
    site.page(ORIGIN + "/", "<a href=/no>n</a>");

    executor().execute(byProxy(ORIGIN + "/"));

    assertThat(site.requests()).containsExactly(ROBOTS, elsewhere, ORIGIN + "/");
  }

  @Test
  void keepsWhatProxiesSayFromRunsThatGoOtherWays() throws Exception {
    var page = site.url("/");
    site.text("/robots.txt", "User-agent: *\nDisallow: /").page("/", "of the site");
    site.text(site.url("/robots.txt"), "").page(page, "by the proxy");
    var executor = executor();

    var proxied = executor.execute(byProxy(page));
    var direct = executor.execute(TestAttempt.named("direct", page));

    assertThat(proxied.progress().fetched()).isOne();
    assertThat(direct.progress().fetched()).isZero();
    assertThat(site.requests()).containsExactly(site.url("/robots.txt"), page, "/robots.txt");
  }
}
