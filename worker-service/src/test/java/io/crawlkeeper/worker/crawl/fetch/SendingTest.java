package io.crawlkeeper.worker.crawl.fetch;

import static io.crawlkeeper.worker.crawl.fetch.Fetching.SETTINGS;
import static io.crawlkeeper.worker.crawl.fetch.Fetching.received;
import static io.crawlkeeper.worker.crawl.fetch.Fetching.request;
import static io.crawlkeeper.worker.crawl.fetch.Fetching.url;
import static java.util.Objects.requireNonNull;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.crawlkeeper.worker.crawl.politeness.Clearance;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import org.apache.hc.core5.http2.HttpVersionPolicy;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** Both ways to send ask right before they do, and tell what becomes of it. */
@Timeout(180)
class SendingTest {
  private static final Clearance REFUSED = new Clearance.Refused();

  @TempDir static Path folder;

  private static Clearance in(Duration time) {
    return new Clearance.Wait(time.toNanos());
  }

  @Test
  void asksAgainWhenTheTimeHasComeAndThenSends() throws IOException {
    var sending = new Script(in(Duration.ofMillis(20)), in(Duration.ofMillis(20)), Sending.SENT);
    try (var server = RawServer.start(RawServer.ok("", new byte[3]));
        var fetcher = new Fetcher(SETTINGS)) {
      received(fetcher.fetch(request(server.url()), sending));

      assertThat(server.requests()).hasSize(1);
    }
    assertThat(sending.told).containsExactly("asked", "asked", "asked", "written", "answered");
  }

  @Test
  void sendsNothingOnceThatIsRefused() throws IOException {
    var sending = new Script(in(Duration.ofMillis(1)), REFUSED);
    try (var server = RawServer.start(RawServer.ok("", new byte[3]));
        var fetcher = new Fetcher(SETTINGS)) {
      assertThatThrownBy(() -> fetcher.fetch(request(server.url()), sending))
          .isInstanceOf(NotSentException.class);
      received(fetcher.fetch(request(server.url() + "next")));

      assertThat(server.requests()).singleElement().asString().startsWith("GET /next ");
    }
  }

  @Test
  void cutsAnExchangeThatIsUnderWay() throws IOException {
    var over = new CountDownLatch(1);
    var sending =
        new Script(Sending.SENT) {
          @Override
          public void written() {
            Thread.startVirtualThread(requireNonNull(cut));
          }
        };
    try (var server = RawServer.start(out -> awaitEnd(over));
        var fetcher = new Fetcher(SETTINGS)) {
      assertThatThrownBy(() -> fetcher.fetch(request(server.url()), sending))
          .isInstanceOf(NotSentException.class);
      over.countDown();
    }
  }

  private static void awaitEnd(CountDownLatch over) throws IOException {
    try {
      over.await();
    } catch (InterruptedException e) {
      throw new IOException(e);
    }
  }

  /** A connection that the server has closed meanwhile must not be the reason for another try. */
  @Test
  void asksForEachTimeThatItSends() throws IOException {
    try (var server = RawServer.start(SendingTest::closeWithoutAWord);
        var fetcher = new Fetcher(SETTINGS)) {
      for (var i = 0; i < 5; i++) {
        var sending = new Script(Sending.SENT);
        fetcher.fetch(request(server.url()), sending);
        assertThat(sending.told).filteredOn("asked"::equals).hasSize(1);
        assertThat(server.requests()).hasSizeLessThanOrEqualTo(i + 1);
      }
    }
  }

  /** Claims to keep the connection, and does not. */
  private static void closeWithoutAWord(OutputStream out) throws IOException {
    out.write(RawServer.bytes("HTTP/1.1 200 OK\r\nContent-Length: 0\r\n\r\n"));
  }

  @Test
  void asksInTheSameWayForHttps() throws IOException {
    for (var version : List.of(HttpVersionPolicy.NEGOTIATE, HttpVersionPolicy.FORCE_HTTP_1)) {
      var waits = new Script(in(Duration.ofMillis(20)), Sending.SENT);
      try (var server = SecureServer.start(folder, version);
          var fetcher = new Fetcher(SETTINGS, NameLookup.SYSTEM, server.trusting())) {
        assertThatThrownBy(() -> fetcher.fetch(secure(server), new Script(REFUSED)))
            .isInstanceOf(NotSentException.class);
        received(fetcher.fetch(secure(server), waits));
        assertThatThrownBy(
                () -> fetcher.fetch(secure(server), new Script(in(Duration.ofMillis(1)), REFUSED)))
            .isInstanceOf(NotSentException.class);
        received(fetcher.fetch(secure(server)));
      }
      assertThat(waits.told).containsExactlyInAnyOrder("asked", "asked", "written", "answered");
    }
  }

  /** With time enough for keys to be made. */
  private static FetchRequest secure(SecureServer server) {
    return FetchRequest.plain(url(server.url("/")), FetchLimits.DEFAULT);
  }

  /** Answers as it was told to, and notes what it is told. */
  private static class Script implements Sending {
    final List<String> told = new CopyOnWriteArrayList<>();
    private final Deque<Clearance> answers;
    @Nullable Runnable cut;

    Script(Clearance... answers) {
      this.answers = new ArrayDeque<>(List.of(answers));
    }

    @Override
    public synchronized Clearance clear() {
      told.add("asked");
      return answers.remove();
    }

    @Override
    public void written() {
      told.add("written");
    }

    @Override
    public void answered() {
      told.add("answered");
    }

    @Override
    public void cutBy(Runnable action) {
      cut = action;
    }
  }
}
