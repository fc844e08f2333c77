package io.crawlkeeper.worker.crawl.fetch;

import static io.crawlkeeper.worker.crawl.fetch.Fetching.LIMIT;
import static io.crawlkeeper.worker.crawl.fetch.Fetching.LIMITS;
import static io.crawlkeeper.worker.crawl.fetch.Fetching.SETTINGS;
import static io.crawlkeeper.worker.crawl.fetch.Fetching.failed;
import static io.crawlkeeper.worker.crawl.fetch.Fetching.received;
import static io.crawlkeeper.worker.crawl.fetch.Fetching.url;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import io.crawlkeeper.worker.crawl.fetch.FetchResult.Failed;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.zip.GZIPOutputStream;
import org.apache.hc.core5.http.ContentType;
import org.apache.hc.core5.http.HttpException;
import org.apache.hc.core5.http.HttpRequest;
import org.apache.hc.core5.http.Message;
import org.apache.hc.core5.http.nio.AsyncServerRequestHandler.ResponseTrigger;
import org.apache.hc.core5.http.nio.support.AsyncResponseBuilder;
import org.apache.hc.core5.http.protocol.HttpContext;
import org.apache.hc.core5.http2.HttpVersionPolicy;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** Servers of HTTP/2 that mean no good. */
@Timeout(180)
class SecureHostileTest {
  @TempDir static Path folder;

  private static SecureServer server;
  private static Fetcher fetcher;

  @BeforeAll
  static void start() {
    server = SecureServer.start(folder, HttpVersionPolicy.FORCE_HTTP_2, new Hostile());
    fetcher = new Fetcher(SETTINGS, NameLookup.SYSTEM, server.trusting());
  }

  @AfterAll
  static void close() {
    fetcher.close();
    server.close();
  }

  private static FetchResult fetch(String path) {
    return fetcher.fetch(FetchRequest.plain(url(server.url(path)), LIMITS));
  }

  @AfterEach
  void goesOn() {
    assertThat(received(fetch("/")).body().content()).asString().isEqualTo("HTTP/2.0");
  }

  @Test
  void boundsAHeaderThatUnpacksToMuch() {
    assertThat(failed(fetch("/packed")).kind()).isEqualTo(FailureKind.HEADER);
  }

  @Test
  void boundsAHeaderOfManyFrames() {
    assertThat(failed(fetch("/frames")).kind()).isEqualTo(FailureKind.HEADER);
  }

  @Test
  void endsASlowDripAtItsDeadline() {
    var limits = Fetching.within(Duration.ofSeconds(2));

    assertThat(fetcher.fetch(FetchRequest.plain(url(server.url("/drip")), limits)))
        .isEqualTo(new Failed(FailureKind.TIMEOUT, "not finished after 2.0 s"));
  }

  @Test
  void boundsWhatABombUnpacksTo() {
    var received = received(fetch("/bomb"));

    assertThat(received.body().raw()).hasSizeLessThan(100_000);
    assertThat(received.body().content()).hasSizeLessThanOrEqualTo(LIMIT);
    assertThat(received.body().truncated()).isTrue();
  }

  @Test
  void endsASilenceBeforeTheAnswer() {
    var patient =
        new FetchLimits(
            LIMIT, Duration.ofMinutes(2), Duration.ofMillis(300), Duration.ofMinutes(2));

    assertThat(fetcher.fetch(FetchRequest.plain(url(server.url("/silent")), patient)))
        .isEqualTo(new Failed(FailureKind.TIMEOUT, "the server fell silent"));
  }

  @Test
  void endsASilenceWithinTheAnswer() {
    var patient =
        new FetchLimits(
            LIMIT, Duration.ofMinutes(2), Duration.ofMillis(300), Duration.ofMinutes(2));

    assertThat(fetcher.fetch(FetchRequest.plain(url(server.url("/stuck")), patient)))
        .isEqualTo(new Failed(FailureKind.TIMEOUT, "the server fell silent"));
  }

  private static final class Hostile implements SecureServer.Handler {
    @Override
    public void handle(
        Message<HttpRequest, Void> message, ResponseTrigger trigger, HttpContext context)
        throws HttpException, IOException {
      var request = message.getHead();
      var answer = AsyncResponseBuilder.create(200);
      switch (request.getPath()) {
        case "/packed" -> {
          for (var i = 0; i < 10_000; i++) {
            answer.addHeader("x-same", "v".repeat(1_000));
          }
        }
        case "/frames" -> {
          for (var i = 0; i < 1_000; i++) {
            answer.addHeader("x-" + i, "v%d".formatted(i).repeat(500));
          }
        }
        case "/drip" -> answer.setEntity(new Drip(Integer.MAX_VALUE));
        case "/stuck" -> answer.setEntity(new Drip(3));
        case "/bomb" ->
            answer
                .addHeader("Content-Encoding", "gzip")
                .setEntity(gzip(new byte[50_000_000]), ContentType.TEXT_PLAIN);
        case "/silent" -> {
          return;
        }
        default ->
            answer.setEntity(
                String.valueOf(request.getVersion()).getBytes(UTF_8), ContentType.TEXT_PLAIN);
      }
      trigger.submitResponse(answer.build(), context);
    }

    private static byte[] gzip(byte[] content) throws IOException {
      var out = new ByteArrayOutputStream();
      try (var gzip = new GZIPOutputStream(out)) {
        gzip.write(content);
      }
      return out.toByteArray();
    }
  }
}
