package io.crawlkeeper.worker.http;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import com.sun.net.httpserver.HttpExchange;
import io.crawlkeeper.model.FetchSpec.AuthSpec;
import io.crawlkeeper.model.HttpBuilder;
import io.crawlkeeper.model.HttpSpec;
import io.crawlkeeper.model.HttpSpec.ExpectSpec;
import io.crawlkeeper.model.HttpSpec.Method;
import io.crawlkeeper.model.Run.Outcome;
import io.crawlkeeper.model.RunState.Ended;
import io.crawlkeeper.model.StatusRange;
import io.crawlkeeper.worker.crawl.TestSite;
import io.crawlkeeper.worker.crawl.fetch.AddressRange;
import io.crawlkeeper.worker.crawl.fetch.FetchSettings;
import io.crawlkeeper.worker.run.Attempt;
import io.crawlkeeper.worker.run.PlainAttempt;
import java.io.IOException;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class HttpExecutorTest {

  private final TestSite site = TestSite.start();
  private final TestSite other = TestSite.start();
  private final List<String> seen = new CopyOnWriteArrayList<>();
  private final CountDownLatch over = new CountDownLatch(1);
  private final HttpExecutor executor = executor(List.of(AddressRange.parse("127.0.0.0/8")));

  private static HttpExecutor executor(List<AddressRange> allowed) {
    return new HttpExecutor(
        new FetchSettings(
            "test", "ops@example.org", allowed, name -> name.equals("hook") ? "s3cret" : null));
  }

  @AfterEach
  void stop() {
    over.countDown();
    executor.close();
    site.close();
    other.close();
  }

  private static HttpSpec get(String url) {
    return HttpBuilder.of(url).build();
  }

  private static HttpSpec expecting(String url, @Nullable String text, String... status) {
    var ranges = List.of(status).stream().map(StatusRange::parse).toList();
    var expect = new ExpectSpec(ranges.isEmpty() ? null : ranges, text);
    return HttpBuilder.of(url).expect(expect).build();
  }

  private static HttpSpec following(
      String url, int redirects, Method method, @Nullable String body) {
    return HttpBuilder.of(url)
        .method(method)
        .headers(Map.of("X-Token", "mine"))
        .body(body)
        .auth(new AuthSpec(AuthSpec.Scheme.BEARER, null, "hook"))
        .redirects(redirects)
        .build();
  }

  private Outcome call(HttpSpec spec) throws InterruptedException {
    return executor.execute(new PlainAttempt(spec));
  }

  private static String reason(Outcome outcome) {
    return String.valueOf(outcome.reason());
  }

  /** Notes method, credentials, header and body of a request. */
  private void note(HttpExchange exchange) throws IOException {
    var headers = exchange.getRequestHeaders();
    seen.add(
        String.join(
            " ",
            exchange.getRequestMethod(),
            Objects.requireNonNullElse(headers.getFirst("Authorization"), "-"),
            Objects.requireNonNullElse(headers.getFirst("X-Token"), "-"),
            new String(exchange.getRequestBody().readAllBytes(), UTF_8)));
  }

  @Test
  void succeedsWithTheStatusThatIsExpected() throws Exception {
    site.text("/health", "all\n  is well");

    var outcome = call(get(site.url("/health")));

    assertThat(outcome.state()).isEqualTo(Ended.SUCCEEDED);
    assertThat(outcome.reason()).isEqualTo("answered 200: all is well");
    assertThat(outcome.output()).isNull();
    assertThat(outcome.progress().fetched()).isEqualTo(1);
  }

  @Test
  void failsWithAnotherStatusAndShowsTheAnswer() throws Exception {
    var outcome = call(get(site.url("/gone")));

    assertThat(outcome.state()).isEqualTo(Ended.FAILED);
    assertThat(outcome.reason())
        .isEqualTo("the status is not among 200-299; it answered 404: not here");
    assertThat(call(expecting(site.url("/gone"), null, "200", "400-404")).state())
        .isEqualTo(Ended.SUCCEEDED);
  }

  @Test
  void looksForTheTextThatIsExpected() throws Exception {
    site.text("/report", "rows: 12");

    assertThat(call(expecting(site.url("/report"), "rows: 12")).state()).isEqualTo(Ended.SUCCEEDED);
    var outcome = call(expecting(site.url("/report"), "rows: 13"));
    assertThat(outcome.state()).isEqualTo(Ended.FAILED);
    assertThat(outcome.reason()).contains("does not contain the text").contains("rows: 12");
  }

  @Test
  void sendsMethodHeadersCredentialsAndBody() throws Exception {
    site.on(
        "/hook",
        exchange -> {
          note(exchange);
          TestSite.send(exchange, 204, "text/plain", new byte[0]);
        });

    var outcome = call(following(site.url("/hook"), 0, Method.POST, "{\"run\": 1}"));

    assertThat(outcome.reason()).isEqualTo("answered 204 without a body");
    assertThat(seen).containsExactly("POST Bearer s3cret mine {\"run\": 1}");
  }

  @Test
  void showsNoSecretThatTheAnswerRepeats() throws Exception {
    site.on(
        "/echo",
        exchange -> {
          var sent = exchange.getRequestHeaders().getFirst("Authorization");
          TestSite.send(exchange, 200, "text/plain", ("you sent " + sent).getBytes(UTF_8));
        });

    assertThat(reason(call(following(site.url("/echo"), 0, Method.GET, null))))
        .isEqualTo("answered 200: you sent Bearer ***");
  }

  @Test
  void cutsTheAnswerBetweenCharacters() throws Exception {
    site.text("/long", "a".repeat(299) + "\ud83d\ude00 and more");

    assertThat(reason(call(get(site.url("/long")))))
        .isEqualTo("answered 200: " + "a".repeat(299) + "…");
  }

  @Test
  void saysThatAContentTypeIsNone() throws Exception {
    var headers = Map.of("Content-Type", ";;=\"");
    var spec =
        HttpBuilder.of(site.url("/")).method(Method.POST).headers(headers).body("text").build();

    assertThat(reason(call(spec))).isEqualTo("the Content-Type is none: ;;=\"");
  }

  @Test
  void followsNoRedirectUnlessToldTo() throws Exception {
    site.redirect("/old", "/new").text("/new", "here");

    assertThat(reason(call(get(site.url("/old"))))).contains("answered 302");
    assertThat(call(following(site.url("/old"), 1, Method.GET, null)).reason())
        .isEqualTo("answered 200: here");
    assertThat(site.requests()).containsExactly("/old", "/old", "/new");
  }

  @Test
  void tellsNoSecretToAnotherHost() throws Exception {
    site.redirect("/old", other.url("/new"));
    other.on(
        "/new",
        exchange -> {
          note(exchange);
          TestSite.send(exchange, 200, "text/plain", "there".getBytes(UTF_8));
        });

    assertThat(reason(call(following(site.url("/old"), 3, Method.POST, "text"))))
        .contains("answered 200");
    assertThat(seen).containsExactly("GET - - ");
  }

  @Test
  void sendsNoBodyToAnotherHost() throws Exception {
    site.on(
        "/old",
        exchange -> {
          exchange.getResponseHeaders().set("Location", other.url("/new"));
          TestSite.send(exchange, 307, "text/plain", new byte[0]);
        });
    other.text("/new", "there");

    assertThat(reason(call(following(site.url("/old"), 3, Method.POST, "text"))))
        .contains("answered 307");
    assertThat(other.requests()).isEmpty();
  }

  @Test
  void endsAfterItsTimeoutHoweverSlowlyTheAnswerDrips() throws Exception {
    site.on(
        "/drip",
        exchange -> {
          exchange.sendResponseHeaders(200, 0);
          try {
            while (!over.await(20, java.util.concurrent.TimeUnit.MILLISECONDS)) {
              exchange.getResponseBody().write('x');
              exchange.getResponseBody().flush();
            }
          } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
          }
        });
    var timeout = Duration.ofMillis(300);
    var spec = HttpBuilder.of(site.url("/drip")).timeout(timeout).build();

    var outcome = call(spec);

    assertThat(outcome.state()).isEqualTo(Ended.FAILED);
    assertThat(outcome.reason()).isEqualTo("no full answer within the timeout, PT0.3S");
  }

  @Test
  void readsNoMoreThanItHasTo() throws Exception {
    site.on(
        "/endless",
        exchange -> {
          exchange.sendResponseHeaders(200, 0);
          var piece = "y".repeat(64 << 10).getBytes(UTF_8);
          while (true) {
            exchange.getResponseBody().write(piece);
          }
        });

    var outcome = call(get(site.url("/endless")));

    assertThat(outcome.state()).isEqualTo(Ended.SUCCEEDED);
    assertThat(outcome.progress().bytes()).isEqualTo(Caller.MOST_BYTES);
    assertThat(reason(outcome)).hasSizeLessThan(400);
  }

  @Test
  void visitsNoPrivateAddressThatIsNotAllowed() throws Exception {
    try (var guarded = executor(List.of())) {
      var outcome = guarded.execute(new PlainAttempt(get(site.url("/health"))));

      assertThat(outcome.state()).isEqualTo(Ended.FAILED);
      assertThat(outcome.reason()).contains("address refused");
      assertThat(site.requests()).isEmpty();
    }
  }

  @Test
  void saysWhatIsWrongWithTheTask() throws Exception {
    var auth = new AuthSpec(AuthSpec.Scheme.BEARER, null, "unknown");
    var spec = HttpBuilder.of(site.url("/")).auth(auth).build();

    assertThat(reason(call(spec))).contains("no secret \"unknown\"");
    assertThat(reason(call(get("http://127.0.0.1:1/")))).contains("connection refused");
    site.redirect("/away", "ftp://e.org/");
    assertThat(reason(call(following(site.url("/away"), 1, Method.GET, null))))
        .contains("cannot be called");
  }

  @Test
  void sendsNothingWhileItsRunMayBeAnothers() {
    var unsure = new StoppedAttempt(new PlainAttempt(get(site.url("/health"))));

    assertThatThrownBy(() -> executor.execute(unsure)).isInstanceOf(InterruptedException.class);
    assertThat(site.requests()).isEmpty();
  }

  @Test
  void endsAtOnceWhenItIsStopped() throws Exception {
    site.on(
        "/silent",
        _ -> {
          try {
            over.await();
          } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
          }
        });
    var ended = new CompletableFuture<Object>();
    var thread =
        Thread.ofVirtual()
            .start(
                () -> {
                  try {
                    ended.complete(call(get(site.url("/silent"))));
                  } catch (InterruptedException e) {
                    ended.complete(e);
                  }
                });
    await().until(() -> site.requests().size() == 1);

    thread.interrupt();

    await().until(ended::isDone);
  }

  /** One whose worker has lost its session. */
  private record StoppedAttempt(PlainAttempt attempt) implements Attempt {
    @Override
    public io.crawlkeeper.model.Run run() {
      return attempt.run();
    }

    @Override
    public io.crawlkeeper.model.TaskSpec spec() {
      return attempt.spec();
    }

    @Override
    public boolean afresh() {
      return false;
    }

    @Override
    public boolean mayAct() {
      return false;
    }

    @Override
    public boolean stopRequested() {
      return false;
    }

    @Override
    public void report(io.crawlkeeper.model.Progress progress) {}
  }
}
