package io.crawlkeeper.worker.crawl;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import com.sun.net.httpserver.Headers;
import com.sun.net.httpserver.HttpExchange;
import io.crawlkeeper.model.CrawlSpec.ScopeSpec;
import io.crawlkeeper.model.FetchBuilder;
import io.crawlkeeper.model.FetchSpec.AuthSpec;
import io.crawlkeeper.model.ScopeKind;
import java.io.IOException;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** What a redirect to another origin takes along, by the requests that come. */
@Timeout(180)
class ChangeOfOriginTest extends CrawlFixture {
  private static final AuthSpec AUTH = new AuthSpec(AuthSpec.Scheme.BASIC, "me", "site");

  private final List<Headers> here = new CopyOnWriteArrayList<>();
  private final List<Headers> there = new CopyOnWriteArrayList<>();
  private final TestSite other = TestSite.start();

  @AfterEach
  void closeOther() {
    other.close();
  }

  @BeforeEach
  void answer() {
    site.on("/", exchange -> answer(exchange, here, "<a href=/away>a</a>"));
    other.on("/", exchange -> answer(exchange, there, ""));
  }

  private static void answer(HttpExchange exchange, List<Headers> heard, String html)
      throws IOException {
    heard.add(exchange.getRequestHeaders());
    exchange.getResponseHeaders().set("Set-Cookie", "a=1; Path=/");
    TestSite.send(exchange, 200, "text/html", html.getBytes(UTF_8));
  }

  private void crawl() throws Exception {
    var scope = new ScopeSpec(ScopeKind.DOMAIN, null, null, null, null);
    var fetch = FetchBuilder.of().auth(AUTH).build();
    executor().execute(TestAttempt.of(site.url("/")).scope(scope).fetch(fetch));
  }

  @Test
  void takesNothingToAnotherPort() throws Exception {
    site.on("/away", exchange -> redirect(exchange, other.url("/")));

    crawl();

    assertThat(here)
        .hasSize(2)
        .allMatch(headers -> headers.containsKey("Authorization"))
        .last()
        .matches(headers -> headers.containsKey("Cookie"));
    assertThat(there).hasSize(1);
    assertThat(there.getFirst()).doesNotContainKeys("Authorization", "Cookie");
  }

  @Test
  void takesTheRunToNoOtherHost() throws Exception {
    site.on(
        "/away", exchange -> redirect(exchange, other.url("/").replace("127.0.0.1", "localhost")));

    crawl();

    assertThat(here).hasSize(2);
    assertThat(other.requests()).isEmpty();
  }

  private void redirect(HttpExchange exchange, String location) throws IOException {
    here.add(exchange.getRequestHeaders());
    exchange.getResponseHeaders().set("Location", location);
    TestSite.send(exchange, 302, "text/plain", new byte[0]);
  }
}
