package io.crawlkeeper.worker.crawl;

import static org.assertj.core.api.Assertions.assertThat;

import io.crawlkeeper.model.FetchBuilder;
import io.crawlkeeper.model.FetchSpec;
import io.crawlkeeper.model.FetchSpec.AuthSpec;
import io.crawlkeeper.model.Run.Outcome;
import io.crawlkeeper.model.RunState;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** Sites that lead a crawl astray. */
@Timeout(180)
class HostileSiteTest extends CrawlFixture {

  private Outcome crawl(String... seeds) throws InterruptedException {
    return executor().execute(TestAttempt.of(seeds));
  }

  private static String with(List<String> lines, String part) {
    return lines.stream().filter(line -> line.contains(part)).findFirst().orElse("");
  }

  private static FetchSpec types(String type) {
    return FetchBuilder.of().types(type).build();
  }

  private static FetchSpec bearer(String secret) {
    var auth = new AuthSpec(AuthSpec.Scheme.BEARER, null, secret);
    return FetchBuilder.of().auth(auth).build();
  }

  @Test
  void endsAChainOfTenThousandRedirects() throws Exception {
    var last = new AtomicInteger();
    for (var i = 0; i < 10_000; i++) {
      var n = i;
      site.on(
          "/r" + i,
          exchange -> {
            last.accumulateAndGet(n, Math::max);
            exchange.getResponseHeaders().set("Location", "/r" + (n + 1));
            TestSite.send(exchange, 302, "text/plain", new byte[0]);
          });
    }

    var outcome = crawl(site.url("/r0"));

    assertThat(outcome.state()).isEqualTo(RunState.Ended.SUCCEEDED);
    assertThat(last).hasValue(10);
    assertThat(with(lines(outcome), "/r10\",\"status"))
        .contains("\"error\":\"more than 10 redirects in a row\"")
        .contains("\"errorClass\":\"redirects\"");
  }

  @Test
  void followsALoopOfRedirectsOnce() throws Exception {
    site.redirect("/a", "/b").redirect("/b", "/c").redirect("/c", "/a");

    var outcome = crawl(site.url("/a"));

    assertThat(outcome.progress().fetched()).isEqualTo(3);
    assertThat(site.requests()).containsExactlyInAnyOrder("/robots.txt", "/a", "/b", "/c");
  }

  @Test
  void followsNoRedirectToWhatIsNotTheWeb() throws Exception {
    site.page("/", "<a href=/file>f</a><a href=/data>d</a><a href=/script>s</a>")
        .redirect("/file", "file:///etc/passwd")
        .redirect("/data", "data:text/html,x")
        .redirect("/script", "javascript:alert(1)");

    var outcome = crawl(site.url("/"));

    assertThat(outcome.progress().fetched()).isEqualTo(4);
    assertThat(lines(outcome)).hasSize(4);
    assertThat(with(lines(outcome), "/file\"")).contains("\"location\":\"file:///etc/passwd\"");
  }

  @Test
  void doesNotConnectToTheMetadataServiceOfACloud() throws Exception {
    site.redirect("/", "http://169.254.169.254/latest/meta-data/");

    // A seed there brings it into scope, so that nothing but the guard stands between.
    var attempt = TestAttempt.of(site.url("/"), "http://169.254.169.254/").withoutRobots();
    var outcome = executor().execute(attempt);

    assertThat(with(lines(outcome), "\"http://169.254.169.254/latest/meta-data/\",\"depth"))
        .contains("address refused: 169.254.169.254")
        .contains("\"errorClass\":\"address\"");
  }

  @Test
  void recordsWhatATypeFilterLeavesOut() throws Exception {
    site.page("/", "<a href=/picture>p</a>");
    site.on(
        "/picture",
        exchange -> TestSite.send(exchange, 200, "image/png", new byte[] {(byte) 0x89, 'P'}));

    var outcome = executor().execute(TestAttempt.of(site.url("/")).fetch(types("text/html")));

    assertThat(with(lines(outcome), "/picture\""))
        .contains("\"status\":200", "\"error\":\"type image/png is not wanted\"")
        .contains("\"errorClass\":\"type\"");
  }

  @Test
  void failsARunWhoseSecretThisWorkerDoesNotHave() throws Exception {
    var outcome = executor().execute(TestAttempt.of(site.url("/")).fetch(bearer("nowhere")));

    assertThat(outcome.state()).isEqualTo(RunState.Ended.FAILED);
    assertThat(outcome.reason())
        .contains("has no secret \"nowhere\"", "crawlkeeper.secrets.nowhere");
    assertThat(site.requests()).isEmpty();
  }
}
