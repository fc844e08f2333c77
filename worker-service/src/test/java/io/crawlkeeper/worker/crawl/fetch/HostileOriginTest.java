package io.crawlkeeper.worker.crawl.fetch;

import static io.crawlkeeper.worker.crawl.fetch.Fetching.LIMIT;
import static io.crawlkeeper.worker.crawl.fetch.Fetching.LIMITS;
import static io.crawlkeeper.worker.crawl.fetch.Fetching.SETTINGS;
import static io.crawlkeeper.worker.crawl.fetch.Fetching.failed;
import static io.crawlkeeper.worker.crawl.fetch.Fetching.fetch;
import static io.crawlkeeper.worker.crawl.fetch.Fetching.received;
import static io.crawlkeeper.worker.crawl.fetch.Fetching.request;
import static io.crawlkeeper.worker.crawl.fetch.Fetching.url;
import static io.crawlkeeper.worker.crawl.fetch.RawServer.bytes;
import static io.crawlkeeper.worker.crawl.fetch.RawServer.ok;
import static org.assertj.core.api.Assertions.assertThat;

import com.github.luben.zstd.Zstd;
import io.crawlkeeper.url.UrlParser;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.net.InetAddress;
import java.time.Duration;
import java.util.Base64;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.zip.GZIPOutputStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What a server may do to harm who asks it; more of it is in {@link FetcherTest}. */
@Timeout(180)
class HostileOriginTest {
  private static final int MEGABYTE = 1 << 20;

  /** 60 MB of zeros. */
  private static final String BROTLI_BOMB =
      "y///P/gnAOKxQCD3/o///3/wTwDEYRGA7v0f////4J8AiMMCAN37P/7//8E/ARCHBQC693/8//+DfwIgDgsAdO//"
          + "+P//B/8EQBwWAOje//H//w/+CYA4LADQvf/Lf8MJ/BMAcVgAoOs3AQ==";

  private static byte[] gzip(byte[] content) throws IOException {
    var out = new ByteArrayOutputStream();
    try (var gzip = new GZIPOutputStream(out)) {
      gzip.write(content);
    }
    return out.toByteArray();
  }

  private static Body bomb(String coding, byte[] packed) throws IOException {
    return received(fetch(ok("Content-Encoding: " + coding + "\r\n", packed))).body();
  }

  @Test
  void cutsBombsAtAHundredTimesTheirSize() throws IOException {
    var zip = gzip(new byte[60_000_000]);
    var zstd = Zstd.compress(new byte[60_000_000]);

    for (var body :
        List.of(
            bomb("gzip", zip),
            bomb("zstd", zstd),
            bomb("br", Base64.getDecoder().decode(BROTLI_BOMB)))) {
      assertThat(body.content().length)
          .isEqualTo(Math.min(Fetching.LIMIT, Math.max(MEGABYTE, 100 * body.raw().length)));
      assertThat(body.truncated()).isTrue();
    }
  }

  @Test
  void cutsBombsWithinBombs() throws IOException {
    var nested = gzip(gzip(gzip(new byte[100_000_000])));

    var body = bomb("gzip, gzip, gzip", nested);

    assertThat(body.content().length).isLessThanOrEqualTo(MEGABYTE);
    assertThat(body.truncated()).isTrue();
  }

  @Test
  void leavesCodingsAloneThatAreTooMany() throws IOException {
    var body = bomb("gzip, gzip, gzip, gzip", bytes("whatever"));

    assertThat(body.readable()).isFalse();
    assertThat(body.content()).isSameAs(body.raw());
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\nnonsense\r\n",
        "HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n-5\r\nabc\r\n0\r\n\r\n",
        "HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\nffffffffffffffffff\r\nabc",
        "HTTP/1.1 200 OK\r\nContent-Length: -7\r\n\r\nabc",
        "HTTP/1.1 200 OK\r\nContent-Length: many\r\n\r\nabc",
        "HTTP/1.1 2000 OK\r\n\r\n",
        "\u0000\u0001\u0002\u0003 garbage\r\n\r\n"
      })
  void takesNonsenseForWhatItIs(String response) throws IOException {
    var failed = failed(fetch(out -> out.write(bytes(response))));

    assertThat(failed.kind()).isIn(FailureKind.PROTOCOL, FailureKind.CLOSED);
  }

  @Test
  void takesTheWordOfTheContentLengthWhereMoreComes() throws IOException {
    var received =
        received(
            fetch(out -> out.write(bytes("HTTP/1.1 200 OK\r\nContent-Length: 5\r\n\r\n1234567"))));

    assertThat(received.body().content()).asString().isEqualTo("12345");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "HTTP/1.1 204 No Content\r\n\r\nsome body",
        "HTTP/1.1 304 Not Modified\r\n\r\nsome body",
        "HTTP/1.1 304 Not Modified\r\nContent-Length: 9\r\n\r\nsome body",
        "HTTP/1.1 304 Not Modified\r\n\r\nHTTP/1.1 200 OK\r\nContent-Length: 1\r\n\r\nx"
      })
  void usesNoConnectionAgainOnWhichMoreCameThanTheResponse(String first) throws IOException {
    try (var server = RawServer.start(RawServer.firstKept(first, ok("", bytes("fine"))));
        var fetcher = new Fetcher(SETTINGS)) {
      received(fetcher.fetch(request(server.url())));

      assertThat(received(fetcher.fetch(request(server.url()))).body().content())
          .asString()
          .isEqualTo("fine");
    }
  }

  @Test
  void doesNotBelieveInAHugeContentLength() throws IOException {
    var failed =
        failed(
            fetch(
                out ->
                    out.write(
                        bytes("HTTP/1.1 200 OK\r\nContent-Length: 9000000000000\r\n\r\nabc"))));

    assertThat(failed.kind()).isEqualTo(FailureKind.CLOSED);
  }

  @Test
  void bearsFewInterimResponses() throws IOException {
    var few =
        fetch(
            out -> {
              out.write(bytes("HTTP/1.1 103 Early Hints\r\n\r\n".repeat(20)));
              ok("", bytes("fine")).give(out);
            });
    var flood =
        failed(
            fetch(
                out -> {
                  while (true) {
                    out.write(bytes("HTTP/1.1 103 Early Hints\r\nLink: <a>\r\n\r\n"));
                  }
                }));

    assertThat(received(few).body().content()).asString().isEqualTo("fine");
    assertThat(flood.kind()).isEqualTo(FailureKind.PROTOCOL);
    assertThat(flood.error()).contains("interim");
  }

  @Test
  void readsBodiesOfInvalidTypesAndCharsets() throws IOException {
    for (var type : List.of("text/html; charset=%%%", "text/html; charset=", ";;;", "\u00ff")) {
      var body = received(fetch(ok("Content-Type: " + type + "\r\n", bytes("x")))).body();

      assertThat(body.content()).asString().isEqualTo("x");
    }
  }

  @Test
  void keepsFewOfAFloodOfCookies() throws IOException {
    var jar = new CookieJar();
    try (var server =
            RawServer.start(
                out -> {
                  for (var i = 0; i < 190; i++) {
                    out.write(bytes(i == 0 ? "HTTP/1.1 200 OK\r\n" : ""));
                    out.write(bytes("Set-Cookie: c" + System.nanoTime() + "=" + i + "\r\n"));
                  }
                  out.write(bytes("Connection: close\r\nContent-Length: 0\r\n\r\n"));
                });
        var fetcher = new Fetcher(SETTINGS)) {
      for (var i = 0; i < 3; i++) {
        received(
            fetcher.fetch(
                new FetchRequest(url(server.url()), List.of(), LIMITS, TypeFilter.ALL, jar, null)));
      }

      var cookies = jar.at(url(server.url())).getCookies();
      assertThat(cookies).hasSize(CookieJar.MOST_OF_A_DOMAIN);
      assertThat(cookies.getLast().getValue()).isEqualTo("189");
    }
  }

  @Test
  void connectsToTheVeryAddressThatWasChecked() throws IOException {
    var lookups = new AtomicInteger();
    NameLookup turning =
        host ->
            new InetAddress[] {
              InetAddress.ofLiteral(lookups.incrementAndGet() == 1 ? "127.0.0.1" : "10.0.0.1")
            };
    try (var server = RawServer.start(ok("", bytes("here")));
        var fetcher = new Fetcher(SETTINGS, turning, null)) {
      var target = "http://turning.example:" + server.port() + "/";

      assertThat(received(fetcher.fetch(request(target))).body().content())
          .asString()
          .isEqualTo("here");
      assertThat(lookups).hasValue(1);
      assertThat(failed(fetcher.fetch(request(target))).kind()).isEqualTo(FailureKind.ADDRESS);
      assertThat(server.requests()).hasSize(1);
    }
  }

  @Test
  void leavesOutTheForbiddenOnesOfSeveralAddresses() throws IOException {
    NameLookup both =
        host ->
            new InetAddress[] {
              InetAddress.ofLiteral("169.254.169.254"), InetAddress.ofLiteral("127.0.0.1")
            };
    try (var server = RawServer.start(ok("", bytes("here")));
        var fetcher = new Fetcher(SETTINGS, both, null)) {
      var result = fetcher.fetch(request("http://both.example:" + server.port() + "/"));

      assertThat(received(result).body().content()).asString().isEqualTo("here");
    }
  }

  @Test
  void endsALookUpThatHangs() {
    var never = new CountDownLatch(1);
    NameLookup hanging =
        host -> {
          try {
            never.await();
          } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
          }
          return new InetAddress[0];
        };
    try (var fetcher = new Fetcher(SETTINGS, hanging, null)) {
      var limits =
          new FetchLimits(
              LIMIT, Duration.ofSeconds(1), Duration.ofMinutes(2), Duration.ofMinutes(2));
      var failed = failed(fetcher.fetch(FetchRequest.plain(url("http://slow.example/"), limits)));

      assertThat(failed.kind()).isEqualTo(FailureKind.DNS);
      assertThat(failed.error()).isEqualTo("looking up slow.example timed out");
    }
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "http://0177.0.0.1/",
        "http://0x7f.1/",
        "http://2130706433/",
        "http://127.1/",
        "http://169.254.169.254/",
        "http://[::ffff:169.254.169.254]/",
        "http://[::1]/"
      })
  void refusesOddAndForbiddenAddresses(String text) {
    var url = UrlParser.parse(text);
    var settings = new FetchSettings("test", "https://example.org/", List.of(), Secrets.NONE);
    try (var fetcher = new Fetcher(settings)) {
      // The parser may have refused it, or read it as browsers do; if not, the fetcher refuses.
      assertThat(
              url == null
                  || failed(fetcher.fetch(FetchRequest.plain(url, LIMITS))).kind()
                      == FailureKind.ADDRESS)
          .isTrue();
    }
  }

  @Test
  void wantsAContactBeforeItVisitsPublicAddresses() {
    NameLookup open = host -> new InetAddress[] {InetAddress.ofLiteral("192.0.43.8")};
    try (var fetcher = new Fetcher(SETTINGS, open, null)) {
      var failed = failed(fetcher.fetch(request("http://public.example/")));

      assertThat(failed.kind()).isEqualTo(FailureKind.CONTACT);
      assertThat(failed.lasting()).isTrue();
      assertThat(failed.error()).startsWith("set crawlkeeper.contact");
    }
  }
}
