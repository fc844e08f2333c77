package io.crawlkeeper.worker.crawl.fetch;

import static io.crawlkeeper.worker.crawl.fetch.Fetching.SETTINGS;
import static io.crawlkeeper.worker.crawl.fetch.Fetching.received;
import static io.crawlkeeper.worker.crawl.fetch.Fetching.url;
import static io.crawlkeeper.worker.crawl.fetch.RawServer.bytes;
import static io.crawlkeeper.worker.crawl.fetch.RawServer.ok;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import io.crawlkeeper.model.CrawlBuilder;
import io.crawlkeeper.model.CrawlPlan;
import io.crawlkeeper.model.FetchBuilder;
import io.crawlkeeper.model.FetchSpec;
import io.crawlkeeper.model.FetchSpec.AuthSpec;
import io.crawlkeeper.model.FetchSpec.AuthSpec.Scheme;
import io.crawlkeeper.worker.crawl.fetch.FetchResult.Unchanged;
import io.crawlkeeper.worker.crawl.fetch.HttpHead.Field;
import java.io.IOException;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(180)
class RequestsTest {
  private static final String SEED = "https://seed.example/start";
  private static final Secrets SECRETS = name -> name.equals("site") ? "s3cret" : null;
  private static final AuthSpec BASIC = new AuthSpec(Scheme.BASIC, "me", "site");

  private static FetchSpec spec(
      @Nullable Map<String, String> headers,
      @Nullable List<String> agents,
      @Nullable AuthSpec auth,
      @Nullable List<String> proxies) {
    return FetchBuilder.of()
        .headers(headers)
        .userAgents(agents)
        .auth(auth)
        .proxies(proxies)
        .build();
  }

  private static final Known.Original NONE =
      () -> {
        throw new IOException("nothing is stored");
      };

  private static Requests requests(FetchSpec fetch, String seed) {
    return requests(fetch, seed, null);
  }

  private static Requests requests(FetchSpec fetch, String seed, @Nullable String contact) {
    var settings = new FetchSettings("Crawlkeeper/test", contact, List.of(), SECRETS);
    return Requests.of(plan(fetch, seed), settings, Validators.NONE, System::nanoTime);
  }

  private static CrawlPlan plan(FetchSpec fetch, String seed) {
    return CrawlBuilder.of(seed).fetch(fetch).build().plan();
  }

  private static @Nullable String field(FetchRequest request, String name) {
    return new HttpHead("", request.fields()).first(name);
  }

  @Test
  void sendsCredentialsToTheSeedsOriginsOnly() {
    var requests = requests(spec(null, null, BASIC, null), SEED);

    assertThat(field(requests.page(url("https://seed.example/x"), null), "Authorization"))
        .isEqualTo("Basic bWU6czNjcmV0");
    for (var other :
        List.of("http://seed.example/", "https://seed.example:8443/", "https://x.seed.example/")) {
      assertThat(field(requests.page(url(other), null), "Authorization")).isNull();
    }
    assertThat(requests.page(url(SEED), null)).hasToString("GET " + SEED);
  }

  @Test
  void knowsBearerTokens() {
    var bearer = spec(null, null, new AuthSpec(Scheme.BEARER, null, "site"), null);

    assertThat(field(requests(bearer, SEED).list(url(SEED), 9), "Authorization"))
        .isEqualTo("Bearer s3cret");
  }

  @Test
  void namesTheSettingOfASecretThatIsNotThere() {
    var missing = spec(null, null, new AuthSpec(Scheme.BEARER, null, "other"), null);

    assertThatIllegalArgumentException()
        .isThrownBy(() -> requests(missing, SEED))
        .withMessageContaining("crawlkeeper.secrets.other")
        .withMessageContaining("crawlkeeper.secrets-folder");
  }

  @Test
  void takesThePasswordOfAProxyFromTheSecrets() {
    var requests =
        requests(spec(null, null, null, List.of("http://me:{site}@proxy.example:3128")), SEED);

    assertThat(requests.list(url(SEED), 9).proxy())
        .isEqualTo(new Proxy("proxy.example", 3128, "me", "s3cret"));
    assertThatIllegalArgumentException()
        .isThrownBy(() -> requests(spec(null, null, null, List.of("socks://x")), SEED))
        .withMessageContaining("fetch.proxies must be a proxy with its port");
  }

  @Test
  void asksInTheWayOfTheTask() throws IOException {
    try (var server = RawServer.start(ok("", bytes("x")));
        var fetcher = new Fetcher(SETTINGS)) {
      var fetch = spec(Map.of("Accept", "text/html", "X-A", "b"), List.of("Other/1"), BASIC, null);
      var received =
          received(fetcher.fetch(requests(fetch, server.url()).page(url(server.url()), null)));

      assertThat(server.requests().getFirst())
          .contains("\r\nAccept: text/html\r\n", "\r\nX-A: b\r\n", "\r\nUser-Agent: Other/1\r\n")
          .contains("\r\nAccept-Encoding: gzip, br, zstd, deflate\r\n")
          .contains("\r\nAuthorization: Basic bWU6czNjcmV0\r\n")
          .doesNotContain("*/*", "Crawlkeeper");
      assertThat(received.request().fields())
          .extracting(Field::name)
          .doesNotContain("Authorization")
          .contains("X-A", "User-Agent", "Host");
    }
  }

  @Test
  void takesOneOfTheUserAgentsAndTellsTheContactInAll() {
    var contact = "https://example.org/bot";
    var agents = List.of("A/1", "B/2 (+" + contact + ")", "C/3");
    var requests = requests(spec(null, agents, null, null), SEED, contact);

    var sent =
        IntStream.range(0, 1_000)
            .mapToObj(_ -> String.valueOf(field(requests.page(url(SEED), null), "User-Agent")))
            .collect(Collectors.toSet());

    assertThat(sent)
        .containsExactlyInAnyOrder(
            "A/1 (+" + contact + ")", "B/2 (+" + contact + ")", "C/3 (+" + contact + ")");
  }

  @Test
  void asksOnlyForWhatHasChanged() throws IOException {
    try (var server =
            RawServer.start(
                out -> out.write(bytes("HTTP/1.1 304 No\r\nConnection: close\r\n\r\n")));
        var fetcher = new Fetcher(SETTINGS)) {
      var known = new Known("\"1\"", "Sat, 01 Jan 2000 00:00:00 GMT", NONE);
      var requests = requests(spec(null, null, null, null), SEED);

      assertThat(fetcher.fetch(requests.page(url(server.url()), known)))
          .isInstanceOf(Unchanged.class);
      assertThat(server.requests().getFirst())
          .contains("If-None-Match: \"1\"\r\n")
          .contains("If-Modified-Since: Sat, 01 Jan 2000 00:00:00 GMT\r\n");
      assertThat(received(fetcher.fetch(requests.page(url(server.url()), null))).status())
          .isEqualTo(304);
    }
  }

  @Test
  void knowsWhichVersionAnAnswerIsAbout() {
    var known = new Known("W/\"1\"", null, NONE);

    assertThat(known.isMeantBy(head("ETag", "\"1\""))).isTrue();
    assertThat(known.isMeantBy(head("X", "y"))).isTrue();
    assertThat(known.isMeantBy(head("ETag", "\"2\""))).isFalse();
  }

  private static HttpHead head(String name, String value) {
    return new HttpHead("HTTP/1.1 304 Not Modified", List.of(new Field(name, value)));
  }

  @Test
  void dropsCredentialsAndCookiesOnAChangeOfOrigin() throws IOException {
    try (var first = RawServer.start(ok("Set-Cookie: a=1\r\n", bytes("x")));
        var second = RawServer.start(ok("", bytes("x")));
        var fetcher = new Fetcher(SETTINGS)) {
      var requests = requests(spec(null, null, BASIC, null), first.url());
      var otherHost = first.url().replace("127.0.0.1", "localhost");
      for (var url : List.of(first.url(), first.url(), otherHost, second.url())) {
        received(fetcher.fetch(requests.page(url(url), null)));
      }

      assertThat(first.requests().get(1)).contains("\r\nAuthorization: ", "\r\nCookie: a=1\r\n");
      assertThat(first.requests().get(2)).doesNotContain("Authorization", "Cookie");
      assertThat(second.requests()).hasSize(1).noneMatch(sent -> sent.contains("Authorization"));
      assertThat(second.requests()).noneMatch(sent -> sent.contains("Cookie"));
    }
  }

  @Test
  void keepsTheCookiesOfARunForTheirHosts() throws IOException {
    try (var server = RawServer.start(ok("Set-Cookie: a=1\r\n", bytes("x")));
        var fetcher = new Fetcher(SETTINGS)) {
      var other = server.url().replace("127.0.0.1", "localhost");
      var requests = requests(spec(null, null, null, null), SEED);
      received(fetcher.fetch(requests.page(url(server.url()), null)));
      var second = received(fetcher.fetch(requests.page(url(server.url()), null)));
      received(fetcher.fetch(requests.page(url(other), null)));
      received(fetcher.fetch(FetchRequest.plain(url(server.url()), FetchLimits.DEFAULT)));

      assertThat(server.requests().get(1)).contains("\r\nCookie: a=1\r\n");
      assertThat(second.request().first("Cookie")).isNull();
      assertThat(server.requests().get(2)).doesNotContain("Cookie");
      assertThat(server.requests().get(3)).doesNotContain("Cookie");
    }
  }
}
