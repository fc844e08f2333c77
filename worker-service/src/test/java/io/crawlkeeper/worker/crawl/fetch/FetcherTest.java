package io.crawlkeeper.worker.crawl.fetch;

import static io.crawlkeeper.worker.crawl.fetch.RawServer.bytes;
import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static java.nio.charset.StandardCharsets.UTF_8;
import static java.util.Objects.requireNonNull;
import static org.assertj.core.api.Assertions.assertThat;

import io.crawlkeeper.url.UrlParser;
import io.crawlkeeper.worker.crawl.fetch.FetchResult.Failed;
import io.crawlkeeper.worker.crawl.fetch.FetchResult.Received;
import io.crawlkeeper.worker.crawl.fetch.FetchResult.Unchanged;
import io.crawlkeeper.worker.crawl.fetch.FetchResult.Unwanted;
import io.crawlkeeper.worker.crawl.fetch.HttpHead.Field;
import io.crawlkeeper.worker.crawl.fetch.RawServer.Answer;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.locks.LockSupport;
import java.util.zip.GZIPOutputStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(180)
class FetcherTest {
  private static final int LIMIT = 100_000;
  private static final Duration LONG = Duration.ofMinutes(2);
  private static final Duration SHORT = Duration.ofSeconds(1);

  private static FetchResult fetch(Answer answer) throws IOException {
    return fetch(answer, LONG);
  }

  private static FetchResult fetch(Answer answer, Duration total) throws IOException {
    var settings =
        new FetchSettings(
            "Crawlkeeper/test", null, List.of(AddressRange.parse("127.0.0.0/8")), Secrets.NONE);
    try (var server = RawServer.start(answer);
        var fetcher = new Fetcher(settings)) {
      var url = requireNonNull(UrlParser.parse(server.url()));
      return fetcher.fetch(FetchRequest.plain(url, new FetchLimits(LIMIT, LONG, LONG, total)));
    }
  }

  private static Received received(Answer answer) throws IOException {
    var result = fetch(answer);
    return switch (result) {
      case Received received -> received;
      case Failed _, Unchanged _, Unwanted _ -> throw new AssertionError(result);
    };
  }

  private static Failed failed(Answer answer) throws IOException {
    return failed(fetch(answer));
  }

  private static Failed failed(FetchResult result) {
    return switch (result) {
      case Received _, Unchanged _, Unwanted _ -> throw new AssertionError(result);
      case Failed failed -> failed;
    };
  }

  private static byte[] gzip(byte[] content) throws IOException {
    var out = new ByteArrayOutputStream();
    try (var gzip = new GZIPOutputStream(out)) {
      gzip.write(content);
    }
    return out.toByteArray();
  }

  @Test
  void keepsTheExchangeAsItWentOverTheWire() throws IOException {
    var received =
        received(
            out ->
                out.write(
                    bytes(
                        "HTTP/1.1 200 Fine\r\nX-One: 1\r\nx-one: 2\r\nTransfer-Encoding: chunked"
                            + "\r\n\r\n3\r\nabc\r\n2\r\nde\r\n0\r\n\r\n")));

    assertThat(received.response().startLine()).isEqualTo("HTTP/1.1 200 Fine");
    assertThat(received.response().fields())
        .contains(new Field("X-One", "1"), new Field("x-one", "2"));
    assertThat(received.body().raw()).asString().isEqualTo("abcde");
    assertThat(received.request().startLine()).isEqualTo("GET / HTTP/1.1");
    assertThat(received.request().fields())
        .extracting(Field::name)
        .containsExactlyInAnyOrder("Host", "Accept", "Accept-Encoding", "User-Agent", "Connection");
    assertThat(received.request().first("user-agent")).isEqualTo("Crawlkeeper/test");
  }

  @Test
  void readsWhereARedirectLeads() throws IOException {
    var location = new String("/ä".getBytes(UTF_8), ISO_8859_1);
    var received =
        received(out -> out.write(bytes("HTTP/1.1 301 M\r\nLocation: " + location + "\r\n\r\n")));

    assertThat(received.location()).isEqualTo("/ä");
  }

  @Test
  void decodesGzipAndKeepsTheOriginal() throws IOException {
    var packed = gzip(bytes("hello"));
    var received = received(out -> answer(out, "Content-Encoding: gzip", packed));

    assertThat(received.body().raw()).isEqualTo(packed);
    assertThat(received.body().content()).asString().isEqualTo("hello");
    assertThat(received.body().truncated()).isFalse();
  }

  @Test
  void boundsWhatAGzipBombUnpacksTo() throws IOException {
    var packed = gzip(new byte[50_000_000]);
    var received = received(out -> answer(out, "Content-Encoding: gzip", packed));

    assertThat(received.body().content()).hasSize(LIMIT);
    assertThat(received.body().truncated()).isTrue();
  }

  @Test
  void cutsAnEndlessBody() throws IOException {
    var received =
        received(
            out -> {
              out.write(bytes("HTTP/1.1 200 OK\r\n\r\n"));
              while (true) {
                out.write(new byte[10_000]);
              }
            });

    assertThat(received.body().raw()).hasSize(LIMIT);
    assertThat(received.body().truncated()).isTrue();
  }

  @Test
  void cutsABodyThatSaysHowLongItIs() throws IOException {
    var received = received(out -> answer(out, "X: y", new byte[LIMIT + 1]));

    assertThat(received.body().raw()).hasSize(LIMIT);
    assertThat(received.body().truncated()).isTrue();
  }

  @Test
  void doesNotCutABodyThatJustFits() throws IOException {
    var received = received(out -> answer(out, "X: y", new byte[LIMIT]));

    assertThat(received.body().raw()).hasSize(LIMIT);
    assertThat(received.body().truncated()).isFalse();
  }

  @Test
  void endsASlowDripAtItsDeadline() throws IOException {
    Answer dripping =
        out -> {
          out.write(bytes("HTTP/1.1 200 OK\r\n\r\n"));
          drip(out);
        };

    var failed = failed(fetch(dripping, SHORT));

    assertThat(failed.error()).isEqualTo("not finished after 1.0 s");
    assertThat(failed.lasting()).isFalse();
  }

  @Test
  void endsASlowHeaderAtItsDeadline() throws IOException {
    assertThat(failed(fetch(FetcherTest::drip, SHORT)).error())
        .isEqualTo("not finished after 1.0 s");
  }

  /** For ever. */
  private static void drip(OutputStream out) throws IOException {
    while (true) {
      out.write('x');
      out.flush();
      LockSupport.parkNanos(Duration.ofMillis(20).toNanos());
    }
  }

  @Test
  void boundsTheHeader() throws IOException {
    var many = failed(out -> out.write(bytes("HTTP/1.1 200 OK\r\n" + "A: b\r\n".repeat(1000))));
    var large = failed(out -> out.write(bytes("HTTP/1.1 200 OK\r\nA: " + "b".repeat(100_000))));

    assertThat(many.error()).startsWith("the response's header is too large");
    assertThat(large.error()).startsWith("the response's header is too large");
  }

  @Test
  void saysWhyThereIsNoResponse() throws IOException {
    assertThat(failed(out -> {}).error()).isEqualTo("the server closed the connection early");
    assertThat(failed(out -> out.write(bytes("HTTP/1.1 200 OK\r\nContent-Length: 9\r\n\r\na"))))
        .isEqualTo(new Failed(FailureKind.CLOSED, "the server closed the connection early"));
    assertThat(failed(out -> answer(out, "Content-Encoding: gzip", bytes("plain"))).error())
        .contains("no valid gzip");
  }

  private static void answer(OutputStream out, String field, byte[] body) throws IOException {
    out.write(
        bytes("HTTP/1.1 200 OK\r\n" + field + "\r\nContent-Length: " + body.length + "\r\n\r\n"));
    out.write(body);
  }
}
