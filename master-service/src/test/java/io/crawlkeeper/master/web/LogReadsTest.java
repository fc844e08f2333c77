package io.crawlkeeper.master.web;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.crawlkeeper.master.Images;
import io.crawlkeeper.model.LedgerBuilder;
import io.crawlkeeper.model.Run;
import io.crawlkeeper.model.RunState;
import io.crawlkeeper.model.WorkerNode;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.net.InetAddress;
import java.net.Socket;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse.BodyHandlers;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** What users read of the logs of runs. */
class LogReadsTest extends OneMaster {

  private static final String LOGS = "/api/v1/runs/100-1/logs";
  private static final String CONTAINER =
      "{\"name\":\"a\",\"spec\":{\"job\":{\"image\":\"report:1\"}}}";

  private final CountDownLatch more = new CountDownLatch(1);
  private FakeWorker worker;

  @BeforeEach
  void startWorker() throws IOException {
    worker = new FakeWorker();
    join("w.1", "crawl", "job");
    assertThat(client.post(TASKS, CONTAINER).statusCode()).isEqualTo(201);
  }

  @AfterEach
  void stopWorker() {
    more.countDown();
    worker.close();
  }

  private void join(String name, String... kinds) {
    var plain = worker.node(name);
    cluster.join(new WorkerNode(name, name, plain.address(), 4, Map.of(), Set.of(kinds), "1"));
  }

  private Run queued() {
    var task = Images.existing(cluster.image(), "a").task();
    return Run.queued("100-1", task, Run.Cause.TICK, FakeCluster.NOW, FakeCluster.NOW);
  }

  private void tell(@Nullable Run live, @Nullable Run last) {
    var now = FakeCluster.NOW;
    var runs = live == null ? List.<Run>of() : List.of(live);
    var ledger =
        LedgerBuilder.of("a", 100).account(now, now).runs(5).tick(4).live(runs).last(last).build();
    cluster.change(image -> Images.with(image, ledger));
  }

  @Test
  void showsWhatTheWorkerOfTheRunHas() {
    tell(queued().started("w.1", FakeCluster.NOW), null);
    worker.answers(exchange -> FakeWorker.send(exchange, 200, "line 1\nline 2\n".getBytes(UTF_8)));

    var answer = client.get(LOGS);

    assertThat(answer.statusCode()).isEqualTo(200);
    assertThat(Client.header(answer, "Content-Type")).isEqualTo("text/plain;charset=UTF-8");
    assertThat(new String(answer.body(), UTF_8)).isEqualTo("line 1\nline 2\n");
    assertThat(worker.asked())
        .containsExactly("GET /internal/v1/runs/100-1/logs?follow=false&kind=job");
  }

  @Test
  void asksAnotherWorkerOfTheKindOfARunWhoseOwnHasGone() {
    tell(
        null,
        queued()
            .started("w.gone", FakeCluster.NOW)
            .ended(RunState.Ended.FAILED, "so", FakeCluster.NOW));
    worker.answers(exchange -> FakeWorker.send(exchange, 200, "old".getBytes(UTF_8)));

    assertThat(new String(client.get(LOGS).body(), UTF_8)).isEqualTo("old");

    cluster.clear();
    join("w.1", "crawl");
    client.post(TASKS, CONTAINER);
    tell(queued().started("w.gone", FakeCluster.NOW), null);
    assertCode(client.get(LOGS), 503, "no-worker");
  }

  @Test
  void sendsALogAsItIsWritten() throws Exception {
    tell(queued().started("w.1", FakeCluster.NOW), null);
    worker.answers(
        exchange -> {
          exchange.sendResponseHeaders(200, 0);
          exchange.getResponseBody().write("first\n".getBytes(UTF_8));
          exchange.getResponseBody().flush();
          more.await();
          exchange.getResponseBody().write("last\n".getBytes(UTF_8));
        });
    var request = HttpRequest.newBuilder(master.uri(LOGS + "?follow=true")).build();
    try (var http = HttpClient.newHttpClient()) {
      var response = http.send(request, BodyHandlers.ofInputStream());
      var lines = new BufferedReader(new InputStreamReader(response.body(), UTF_8));
      assertThat(lines.readLine()).isEqualTo("first");

      more.countDown();

      assertThat(lines.lines()).containsExactly("last");
    }
    assertThat(worker.asked())
        .containsExactly("GET /internal/v1/runs/100-1/logs?follow=true&kind=job");
  }

  @Test
  void letsGoOfASilentLogWhoseReaderHasLeft() throws Exception {
    tell(queued().started("w.1", FakeCluster.NOW), null);
    var half = 50;
    var opened = new CountDownLatch(half);
    worker.answers(
        exchange -> {
          exchange.sendResponseHeaders(200, 0);
          exchange.getResponseBody().flush();
          opened.countDown();
          more.await();
        });
    var readers = new ArrayList<Socket>();
    for (var reader = 0; reader < half; reader++) {
      readers.add(follow());
    }
    opened.await();
    assertCode(client.get(LOGS), 429, "too-many-streams");

    for (var reader : readers) {
      reader.close();
    }

    worker.answers(exchange -> FakeWorker.send(exchange, 200, "line".getBytes(UTF_8)));
    await().untilAsserted(() -> assertThat(client.get(LOGS).statusCode()).isEqualTo(200));
  }

  @Test
  void keepsASilentLogForAReaderWhoStays() throws Exception {
    tell(queued().started("w.1", FakeCluster.NOW), null);
    worker.answers(
        exchange -> {
          exchange.sendResponseHeaders(200, 0);
          exchange.getResponseBody().flush();
          more.await(5, TimeUnit.SECONDS);
          exchange.getResponseBody().write("late\n".getBytes(UTF_8));
        });
    try (var reader = follow()) {
      var answer = new String(reader.getInputStream().readAllBytes(), UTF_8);
      assertThat(answer).contains("late\n").endsWith("0\r\n\r\n");
    }
  }

  private static Socket follow() throws IOException {
    var socket = new Socket(InetAddress.getLoopbackAddress(), master.port());
    var request =
        "GET " + LOGS + "?follow=true HTTP/1.1\r\nHost: master\r\nConnection: close\r\n\r\n";
    socket.getOutputStream().write(request.getBytes(UTF_8));
    return socket;
  }

  @Test
  void saysWhyThereIsNone() {
    assertCode(client.get(LOGS), 404, "no-such-run");
    assertCode(client.get(LOGS + "?follow=maybe"), 400, "invalid-parameter");
    tell(queued().started("w.1", FakeCluster.NOW), null);
    worker.answers(404, "");
    var none = client.get(LOGS);
    assertCode(none, 404, "no-log");
    assertThat(Client.json(none).path("detail").asString()).contains("of the kind 'job'");
    worker.answers(503, "");
    assertCode(client.get(LOGS), 503, "worker-unreachable");
  }

  @Test
  void hasNoLiveViewAndNoResultsOfWhatIsNoCrawl() {
    tell(queued().started("w.1", FakeCluster.NOW), null);

    var live = client.get("/api/v1/runs/100-1/live");
    assertCode(live, 409, "not-a-crawl");
    assertThat(Client.json(live).path("detail").asString())
        .isEqualTo("The task 'a' is of the kind 'job'; only a crawl has a live view.");
    assertCode(client.get(TASKS + "/a/pages"), 409, "not-a-crawl");
    assertCode(client.get(TASKS + "/a/results"), 409, "not-a-crawl");
    assertThat(worker.asked()).isEmpty();
  }
}
