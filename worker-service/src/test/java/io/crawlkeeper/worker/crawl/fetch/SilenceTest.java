package io.crawlkeeper.worker.crawl.fetch;

import static io.crawlkeeper.worker.crawl.fetch.Fetching.LIMIT;
import static io.crawlkeeper.worker.crawl.fetch.Fetching.SETTINGS;
import static io.crawlkeeper.worker.crawl.fetch.Fetching.url;
import static io.crawlkeeper.worker.crawl.fetch.RawServer.bytes;
import static org.assertj.core.api.Assertions.assertThat;

import io.crawlkeeper.worker.crawl.fetch.FetchResult.Failed;
import io.crawlkeeper.worker.crawl.fetch.RawServer.Answer;
import java.io.IOException;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.nio.channels.SocketChannel;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Servers that say nothing, or do not even take the connection. */
@Timeout(180)
class SilenceTest {
  private static final Duration SHORT = Duration.ofMillis(300);
  private static final Duration LONG = Duration.ofMinutes(2);

  private final CountDownLatch over = new CountDownLatch(1);
  private final Fetcher fetcher = new Fetcher(SETTINGS);

  @AfterEach
  void close() {
    over.countDown();
    fetcher.close();
  }

  private void waitForTheEnd(OutputStream out) throws IOException {
    out.flush();
    try {
      over.await();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  private FetchResult fetch(String url, Duration connect, Duration silence) {
    return fetcher.fetch(
        FetchRequest.plain(url(url), new FetchLimits(LIMIT, connect, silence, LONG)));
  }

  private FetchResult fetch(Answer answer) throws IOException {
    try (var server = RawServer.start(answer)) {
      return fetch(server.url(), LONG, SHORT);
    }
  }

  @Test
  void endsASilenceBeforeTheAnswer() throws IOException {
    assertThat(fetch(this::waitForTheEnd))
        .isEqualTo(new Failed(FailureKind.TIMEOUT, "the server fell silent"));
  }

  @Test
  void endsASilenceWithinTheAnswer() throws IOException {
    Answer half =
        out -> {
          out.write(bytes("HTTP/1.1 200 OK\r\nContent-Length: 9\r\n\r\nhalf"));
          waitForTheEnd(out);
        };

    assertThat(fetch(half)).isEqualTo(new Failed(FailureKind.TIMEOUT, "the server fell silent"));
  }

  @ParameterizedTest
  @ValueSource(strings = {"http", "https"})
  void endsAConnectionThatNobodyTakes(String scheme) throws IOException {
    try (var crowded = new CrowdedPort()) {
      assertThat(fetch(scheme + "://127.0.0.1:" + crowded.port() + "/", SHORT, LONG))
          .isEqualTo(new Failed(FailureKind.CONNECT, "connecting timed out"));
    }
  }

  /** A port whose queue of connections is full, as it takes none: further ones never stand. */
  private static final class CrowdedPort implements AutoCloseable {
    private static final int MANY = 1_000;

    private final ServerSocket server = new ServerSocket(0, 1, InetAddress.getLoopbackAddress());
    private final List<SocketChannel> queue = new ArrayList<>();

    private CrowdedPort() throws IOException {
      do {
        var channel = SocketChannel.open();
        queue.add(channel);
        channel.configureBlocking(false);
        channel.connect(new InetSocketAddress(server.getInetAddress(), port()));
      } while (queue.getLast().isConnected() || queue.getLast().finishConnect());
      assertThat(queue).as("a queue that is ever full").hasSizeLessThan(MANY);
    }

    private int port() {
      return server.getLocalPort();
    }

    @Override
    public void close() throws IOException {
      for (var channel : queue) {
        channel.close();
      }
      server.close();
    }
  }
}
