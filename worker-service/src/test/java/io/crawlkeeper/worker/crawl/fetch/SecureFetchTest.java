package io.crawlkeeper.worker.crawl.fetch;

import static io.crawlkeeper.worker.crawl.fetch.Fetching.LIMIT;
import static io.crawlkeeper.worker.crawl.fetch.Fetching.LIMITS;
import static io.crawlkeeper.worker.crawl.fetch.Fetching.SETTINGS;
import static io.crawlkeeper.worker.crawl.fetch.Fetching.failed;
import static io.crawlkeeper.worker.crawl.fetch.Fetching.received;
import static io.crawlkeeper.worker.crawl.fetch.Fetching.request;
import static io.crawlkeeper.worker.crawl.fetch.Fetching.unwanted;
import static io.crawlkeeper.worker.crawl.fetch.Fetching.url;
import static io.crawlkeeper.worker.crawl.fetch.RawServer.bytes;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.net.InetAddress;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import org.apache.hc.core5.http2.HttpVersionPolicy;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

@Timeout(180)
class SecureFetchTest {
  @TempDir static Path folder;

  private static SecureServer server;
  private static Fetcher fetcher;

  @BeforeAll
  static void start() {
    server = SecureServer.start(folder, HttpVersionPolicy.NEGOTIATE);
    fetcher = fetcher(server);
  }

  @AfterAll
  static void close() {
    fetcher.close();
    server.close();
  }

  private static Fetcher fetcher(SecureServer server) {
    return new Fetcher(SETTINGS, NameLookup.SYSTEM, server.trusting());
  }

  private static FetchRequest via(String target, @Nullable Proxy proxy) {
    return new FetchRequest(url(target), List.of(), LIMITS, TypeFilter.ALL, null, proxy);
  }

  @Test
  void agreesOnHttp2() {
    var received = received(fetcher.fetch(request(server.url("/a?b"))));

    assertThat(received.body().content()).asString().isEqualTo("HTTP/2.0");
    assertThat(received.request().startLine()).isEqualTo("GET /a?b HTTP/1.1");
    assertThat(received.response().startLine()).startsWith("HTTP/1.1 200");
    assertThat(received.response().first("X-Agent")).isEqualTo("Crawlkeeper/test");
  }

  @Test
  void speaksHttp1WhereTheServerKnowsNoOther() {
    try (var old = SecureServer.start(folder, HttpVersionPolicy.FORCE_HTTP_1);
        var fresh = fetcher(old)) {
      var received = received(fresh.fetch(request(old.url("/"))));

      assertThat(received.body().content()).asString().isEqualTo("HTTP/1.1");
    }
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "HTTP/1.1 204 No Content\r\nTransfer-Encoding: chunked\r\n\r\n9\r\nsome body",
        "HTTP/1.1 304 Not Modified\r\nContent-Length: 9\r\n\r\nsome body",
        "HTTP/1.1 304 Not Modified\r\n\r\nHTTP/1.1 200 OK\r\nContent-Length: 1\r\n\r\nx"
      })
  void usesNoConnectionAgainOnWhichMoreCameThanTheResponse(String first) throws Exception {
    var answer = RawServer.firstKept(first, RawServer.ok("", bytes("fine")));
    try (var raw = RawServer.start(SecureServer.socket(folder), answer);
        var fresh = fetcher(server)) {
      var target = "https://127.0.0.1:" + raw.port() + "/";
      received(fresh.fetch(request(target)));

      assertThat(received(fresh.fetch(request(target))).body().content())
          .asString()
          .isEqualTo("fine");
    }
  }

  @Test
  void cutsLargeBodiesAndGoesOn() {
    var cut = received(fetcher.fetch(request(server.url("/large"))));

    assertThat(cut.body().raw()).hasSize(LIMIT);
    assertThat(cut.body().truncated()).isTrue();
    assertThat(received(fetcher.fetch(request(server.url("/")))).body().truncated()).isFalse();
  }

  @Test
  void readsNoBodyThatItsTypeForbids() {
    var result =
        fetcher.fetch(
            new FetchRequest(
                url(server.url("/large")),
                List.of(),
                LIMITS,
                new TypeFilter(List.of("text/html")),
                null,
                null));

    assertThat(unwanted(result).reason()).isEqualTo("type text/plain is not wanted");
  }

  @Test
  void refusesAServerThatNobodyVouchesFor() {
    try (var strict = new Fetcher(SETTINGS)) {
      var failed = failed(strict.fetch(request(server.url("/"))));

      assertThat(failed.kind()).isEqualTo(FailureKind.CERTIFICATE);
      assertThat(failed.lasting()).isTrue();
    }
  }

  @Test
  void refusesACertificateOfAnotherHost() {
    NameLookup there = host -> new InetAddress[] {InetAddress.ofLiteral("127.0.0.1")};
    try (var named = new Fetcher(SETTINGS, there, server.trusting())) {
      var other = server.url("/").replace("127.0.0.1", "other.example");

      assertThat(failed(named.fetch(request(other))).kind()).isEqualTo(FailureKind.CERTIFICATE);
    }
  }

  @Test
  void guardsAddresses() {
    try (var guarded =
        new Fetcher(
            new FetchSettings("test", "a@b.example", List.of(), Secrets.NONE),
            NameLookup.SYSTEM,
            server.trusting())) {
      assertThat(failed(guarded.fetch(request(server.url("/")))).kind())
          .isEqualTo(FailureKind.ADDRESS);
      assertThat(failed(guarded.fetch(request("https://localhost:1/"))).kind())
          .isEqualTo(FailureKind.ADDRESS);
    }
  }

  @Test
  void endsAtItsDeadlineAHandshakeThatHangs() throws IOException {
    var never = new CountDownLatch(1);
    try (var silent =
        RawServer.start(
            out -> {
              try {
                never.await();
              } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
              }
            })) {
      var limits = Fetching.within(Duration.ofMillis(500));
      var failed =
          failed(
              fetcher.fetch(
                  FetchRequest.plain(url("https://127.0.0.1:" + silent.port() + "/"), limits)));

      assertThat(failed.error()).isEqualTo("not finished after 0.5 s");
    } finally {
      never.countDown();
    }
  }

  @Test
  void tunnelsThroughAProxy() throws IOException {
    try (var proxy = TunnelProxy.start(server.port(), "HTTP/1.1 200 Connected\r\n\r\n")) {
      var one = new Proxy("127.0.0.1", proxy.port(), "me", "secret");
      var received = received(fetcher.fetch(via(server.url("/p"), one)));

      assertThat(received.body().content()).asString().startsWith("HTTP/");
      assertThat(proxy.requests().getFirst())
          .startsWith("CONNECT 127.0.0.1:" + server.port())
          .contains("Proxy-Authorization: Basic bWU6c2VjcmV0\r\n");
      assertThat(received.request().first("Proxy-Authorization")).isNull();
    }
  }

  @Test
  void takesNoProxysWordForTheServers() throws IOException {
    for (var status : List.of("403 No", "407 Who", "502 Bad")) {
      var answer = "HTTP/1.1 " + status + "\r\nContent-Length: 3\r\n\r\nnay";
      try (var proxy = RawServer.start(out -> out.write(bytes(answer)))) {
        var one = new Proxy("127.0.0.1", proxy.port(), null, null);

        assertThat(failed(fetcher.fetch(via(server.url("/"), one))).kind())
            .isEqualTo(FailureKind.PROXY);
      }
    }
  }
}
