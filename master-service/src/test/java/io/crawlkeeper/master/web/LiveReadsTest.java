package io.crawlkeeper.master.web;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.crawlkeeper.master.Images;
import io.crawlkeeper.model.LedgerBuilder;
import io.crawlkeeper.model.Run;
import io.crawlkeeper.model.RunState;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** What users see of a run that is under way. */
class LiveReadsTest extends OneMaster {

  private static final String LIVE = "/api/v1/runs/100-1/live";

  private final CountDownLatch over = new CountDownLatch(1);
  private FakeWorker worker;

  @BeforeEach
  void startWorker() throws IOException {
    worker = new FakeWorker();
    worker.answers(200, "{\"run\":\"100-1\",\"queued\":5}");
    cluster.join(worker.node("w.1"));
    assertThat(client.post(TASKS, Client.task("a")).statusCode()).isEqualTo(201);
  }

  @AfterEach
  void stopWorker() {
    over.countDown();
    worker.close();
  }

  @Test
  void showsWhatTheWorkerOfTheRunTells() {
    tell(queued().started("w.1", FakeCluster.NOW), null);
    var answer = client.get(LIVE);
    assertThat(answer.statusCode()).isEqualTo(200);
    assertThat(Client.json(answer).toString())
        .isEqualTo("{\"run\":\"100-1\",\"queued\":5,\"worker\":\"w.1\"}");
    assertThat(worker.asked()).containsExactly("GET /internal/v1/runs/100-1");
  }

  @Test
  void asksTheWorkerWhatBecameOfAUrlOfARunUnderWay() {
    tell(queued().started("w.1", FakeCluster.NOW), null);
    worker.answers(200, "{\"url\":\"http://e.org/?a=1&b\",\"state\":\"queued\"}");
    var pages = TASKS + "/a/pages?run=100-1&url=http%3A%2F%2Fe.org%3Fa%3D1%26b%23x";

    var answer = client.get(pages);

    assertThat(answer.statusCode()).isEqualTo(200);
    assertThat(Client.json(answer).toString())
        .isEqualTo("{\"url\":\"http://e.org/?a=1&b\",\"state\":\"queued\",\"run\":\"100-1\"}");
    assertThat(worker.asked())
        .containsExactly(
            "GET /internal/v1/runs/100-1/pages?url=http%3A%2F%2Fe.org%3Fa%3D1%26b%23x");

    worker.answers(200, "{\"state\":\"unknown\"}");
    assertCode(client.get(pages), 404, "no-such-page");
    worker.answers(404, "");
    assertCode(client.get(pages), 409, "run-not-running");
    worker.answers(503, "");
    assertCode(client.get(pages), 503, "worker-unreachable");
    assertCode(client.get(pages + "&body=true"), 404, "no-results");
    assertCode(client.get(TASKS + "/a/pages?run=100-9&url=http%3A%2F%2Fe.org"), 404, "no-such-run");
  }

  @Test
  void pointsToARunThatIsNotUnderWay() {
    assertCode(client.get(LIVE), 404, "no-such-run");
    assertCode(client.get("/api/v1/runs/..%5C/live"), 400, "bad-request");
    tell(queued(), null);
    var waiting = client.get(LIVE);
    assertCode(waiting, 409, "run-not-running");
    assertThat(Client.json(waiting).path("detail").asString()).contains("is queued");
    assertThat(Client.header(waiting, "Link")).isEqualTo("</api/v1/runs/100-1>; rel=\"related\"");

    tell(null, queued().ended(RunState.Ended.CANCELLED, "so", FakeCluster.NOW));
    var ended = client.get(LIVE);
    assertCode(ended, 409, "run-ended");
    assertThat(Client.header(ended, "Link")).isEqualTo("</api/v1/runs/100-1>; rel=\"related\"");
    assertThat(worker.asked()).isEmpty();
  }

  @Test
  void saysThatAnAttemptIsAboutToBegin() {
    tell(queued().started("w.1", FakeCluster.NOW), null);
    worker.answers(404, "");
    assertCode(client.get(LIVE), 409, "run-not-running");
  }

  @Test
  void saysThatAWorkerDoesNotAnswer() {
    tell(queued().started("w.1", FakeCluster.NOW), null);
    worker.answers(_ -> over.await());
    var silent = client.get(LIVE);
    assertCode(silent, 503, "worker-unreachable");
    assertThat(Client.header(silent, "Retry-After")).isEqualTo("1");
    worker.answers(500, "{}");
    assertCode(client.get(LIVE), 503, "worker-unreachable");
    worker.answers(200, "<html>");
    assertCode(client.get(LIVE), 503, "worker-unreachable");
    tell(queued().started("w.gone", FakeCluster.NOW), null);
    assertCode(client.get(LIVE), 503, "worker-unreachable");
  }

  @Test
  void refusesParametersThatAreNotKnown() {
    assertCode(client.get(LIVE + "?x=1"), 400, "invalid-parameter");
  }

  @Test
  void streamsViewsUntilTheRunEnds() throws Exception {
    tell(queued().started("w.1", FakeCluster.NOW), null);
    var request =
        HttpRequest.newBuilder(master.uri(LIVE)).header("Accept", "text/event-stream").build();
    try (var http = HttpClient.newHttpClient()) {
      var response = http.send(request, BodyHandlers.ofInputStream());
      assertThat(response.headers().firstValue("Content-Type"))
          .contains("text/event-stream;charset=UTF-8");
      var lines =
          new BufferedReader(new InputStreamReader(response.body(), StandardCharsets.UTF_8));
      assertThat(lines.readLine()).isEqualTo("event: view");
      assertThat(lines.readLine()).startsWith("data: {\"run\":\"100-1\"");
      await().until(() -> worker.asked().size() > 2);

      tell(null, queued().ended(RunState.Ended.CANCELLED, "so", FakeCluster.NOW));

      assertThat(lines.lines()).contains("event: view", "event: end");
    }
  }

  /** What is asked for by HEAD has no body that could tell that nobody reads it. */
  @Test
  void streamsNothingToWhoAsksForTheHeadAlone() throws Exception {
    tell(queued().started("w.1", FakeCluster.NOW), null);
    var request =
        HttpRequest.newBuilder(master.uri(LIVE))
            .method("HEAD", BodyPublishers.noBody())
            .header("Accept", "text/event-stream")
            .build();
    try (var http = HttpClient.newHttpClient()) {
      for (var i = 0; i < 120; i++) {
        assertThat(http.send(request, BodyHandlers.discarding()).statusCode()).isEqualTo(200);
      }
    }
  }

  private Run queued() {
    var task = Images.existing(cluster.image(), "a").task();
    return Run.queued("100-1", task, Run.Cause.TICK, FakeCluster.NOW, FakeCluster.NOW);
  }

  private void tell(@Nullable Run live, @Nullable Run last) {
    var now = FakeCluster.NOW;
    var ledger =
        LedgerBuilder.of("a", 100)
            .account(now, now)
            .runs(5)
            .tick(4)
            .live(live == null ? List.of() : List.of(live))
            .last(last)
            .build();
    cluster.change(image -> Images.with(image, ledger));
  }
}
