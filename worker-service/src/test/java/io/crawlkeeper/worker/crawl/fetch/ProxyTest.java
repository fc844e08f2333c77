package io.crawlkeeper.worker.crawl.fetch;

import static io.crawlkeeper.worker.crawl.fetch.Fetching.LIMITS;
import static io.crawlkeeper.worker.crawl.fetch.Fetching.SETTINGS;
import static io.crawlkeeper.worker.crawl.fetch.Fetching.failed;
import static io.crawlkeeper.worker.crawl.fetch.Fetching.received;
import static io.crawlkeeper.worker.crawl.fetch.Fetching.url;
import static io.crawlkeeper.worker.crawl.fetch.RawServer.bytes;
import static io.crawlkeeper.worker.crawl.fetch.RawServer.ok;
import static java.util.Objects.requireNonNull;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.net.InetAddress;
import java.util.List;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(180)
class ProxyTest {
  private static final Proxy ONE = new Proxy("a.example", 1, null, null);
  private static final Proxy TWO = new Proxy("b.example", 2, null, null);

  private static FetchResult fetch(Fetcher fetcher, String target, Proxy proxy) {
    return fetcher.fetch(
        new FetchRequest(url(target), List.of(), LIMITS, TypeFilter.ALL, null, proxy));
  }

  @Test
  void asksTheProxyAndTellsNobodyOfItsPassword() throws IOException {
    try (var server = RawServer.start(ok("", bytes("by proxy")));
        var fetcher = new Fetcher(SETTINGS)) {
      var proxy = new Proxy("127.0.0.1", server.port(), "me", "secret");
      var received = received(fetch(fetcher, "http://127.0.0.9:81/x?y", proxy));

      assertThat(received.body().content()).asString().isEqualTo("by proxy");
      assertThat(server.requests().getFirst())
          .startsWith("GET http://127.0.0.9:81/x?y HTTP/1.1\r\n")
          .contains("Proxy-Authorization: Basic bWU6c2VjcmV0\r\n");
      assertThat(received.request().startLine()).isEqualTo("GET /x?y HTTP/1.1");
      assertThat(received.request().first("Proxy-Authorization")).isNull();
      assertThat(proxy).hasToString("127.0.0.1:" + server.port());
    }
  }

  @Test
  void checksTargetsBeforeTheProxyIsTold() throws IOException {
    NameLookup inside = host -> new InetAddress[] {InetAddress.ofLiteral("10.0.0.1")};
    try (var server = RawServer.start(ok("", bytes("by proxy")));
        var fetcher = new Fetcher(SETTINGS, inside, null)) {
      var proxy = new Proxy("127.0.0.1", server.port(), null, null);

      assertThat(failed(fetch(fetcher, "http://inside.example/", proxy)).kind())
          .isEqualTo(FailureKind.ADDRESS);
      assertThat(failed(fetch(fetcher, "https://inside.example/", proxy)).kind())
          .isEqualTo(FailureKind.ADDRESS);
      assertThat(server.requests()).isEmpty();
    }
  }

  @Test
  void guardsTheProxysOwnAddress() {
    try (var fetcher = new Fetcher(SETTINGS)) {
      var failed =
          failed(fetch(fetcher, "http://127.0.0.1/", new Proxy("10.0.0.1", 1, null, null)));

      assertThat(failed.kind()).isEqualTo(FailureKind.PROXY);
      assertThat(failed.error())
          .startsWith("the proxy 10.0.0.1:1: address refused: 10.0.0.1, not public");
    }
  }

  @Test
  void tellsAProxysFailureFromTheServers() throws IOException {
    try (var server =
            RawServer.start(
                out -> out.write(bytes("HTTP/1.1 407 Who\r\nContent-Length: 0\r\n\r\n")));
        var fetcher = new Fetcher(SETTINGS)) {
      var picky = new Proxy("127.0.0.1", server.port(), null, null);

      assertThat(failed(fetch(fetcher, "http://127.0.0.1/", picky)).kind())
          .isEqualTo(FailureKind.PROXY);
    }
    try (var fetcher = new Fetcher(SETTINGS)) {
      var gone = new Proxy("127.0.0.1", 1, null, null);

      assertThat(failed(fetch(fetcher, "http://127.0.0.1/", gone)).kind())
          .isEqualTo(FailureKind.PROXY);
    }
  }

  @Test
  void takesProxiesInTurnAndLeavesFailingOnesOut() {
    var now = new AtomicLong();
    var ring = new ProxyRing(List.of(ONE, TWO), now::get);

    assertThat(List.of(take(ring), take(ring), take(ring))).containsExactly(ONE, TWO, ONE);

    ring.failed(TWO, "gone");
    assertThat(List.of(take(ring), take(ring))).containsExactly(ONE, ONE);

    now.addAndGet(1);
    ring.failed(ONE, "gone");
    assertThat(take(ring)).isEqualTo(TWO);

    now.addAndGet(ProxyRing.FIRST_PAUSE.toNanos());
    assertThat(List.of(take(ring), take(ring))).containsExactlyInAnyOrder(ONE, TWO);
  }

  @Test
  void leavesOutLongerWhatFailsAgain() {
    var now = new AtomicLong();
    var ring = new ProxyRing(List.of(ONE, TWO), now::get);
    ring.failed(TWO, "gone");
    now.addAndGet(ProxyRing.FIRST_PAUSE.toNanos());
    ring.failed(TWO, "gone again");
    now.addAndGet(ProxyRing.FIRST_PAUSE.toNanos());

    assertThat(List.of(take(ring), take(ring))).containsExactly(ONE, ONE);
    now.addAndGet(ProxyRing.FIRST_PAUSE.toNanos());
    assertThat(List.of(take(ring), take(ring))).containsExactlyInAnyOrder(ONE, TWO);
  }

  private static Proxy take(ProxyRing ring) {
    return requireNonNull(ring.take());
  }
}
