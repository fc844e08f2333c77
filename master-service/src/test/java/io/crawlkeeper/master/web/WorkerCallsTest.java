package io.crawlkeeper.master.web;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import io.crawlkeeper.model.WorkerNode;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.time.Duration;
import java.util.Map;
import java.util.concurrent.CountDownLatch;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class WorkerCallsTest {

  private static final Duration LONG = Duration.ofSeconds(20);
  private static final Duration SHORT = Duration.ofMillis(300);

  private final CountDownLatch over = new CountDownLatch(1);
  private final WorkerCalls calls = new WorkerCalls();
  private FakeWorker worker;

  @BeforeEach
  void start() throws IOException {
    worker = new FakeWorker();
  }

  @AfterEach
  void stop() {
    over.countDown();
    worker.close();
    calls.close();
  }

  @Test
  void passesOnTargetBodyAndStatus() {
    worker.answers(
        exchange -> FakeWorker.send(exchange, 422, exchange.getRequestBody().readAllBytes()));
    var reply =
        calls.post(worker.node("w.1"), "/internal/v1/a?b=c%20d", "{\"a\":1}".getBytes(UTF_8), LONG);
    assertThat(reply.status()).isEqualTo(422);
    assertThat(reply.body()).isEqualTo("{\"a\":1}");
    assertThat(worker.asked()).containsExactly("POST /internal/v1/a?b=c%20d");
  }

  @Test
  void doesNotFollowWhereAWorkerRedirects() {
    worker.answers(
        exchange -> {
          exchange.getResponseHeaders().set("Location", "/elsewhere");
          exchange.sendResponseHeaders(307, -1);
        });
    assertThat(calls.get(worker.node("w.1"), "/a", LONG).status()).isEqualTo(307);
    assertThat(worker.asked()).containsExactly("GET /a");
  }

  @Test
  void givesUpOnAWorkerThatDoesNotAnswer() {
    worker.answers(_ -> over.await());
    assertUnreachable(worker.node("w.1"), SHORT);
  }

  @Test
  void givesUpOnAnAnswerThatDoesNotEnd() {
    worker.answers(
        exchange -> {
          exchange.sendResponseHeaders(200, 100);
          exchange.getResponseBody().write('{');
          exchange.getResponseBody().flush();
          over.await();
        });
    assertUnreachable(worker.node("w.1"), SHORT);
  }

  @Test
  void givesUpOnAnAnswerThatIsTooLong() {
    worker.answers(
        exchange -> FakeWorker.send(exchange, 200, new byte[WorkerCalls.MOST_BYTES + 1]));
    assertUnreachable(worker.node("w.1"), LONG);
  }

  @Test
  void givesUpWhereNobodyListens() throws IOException {
    int free;
    try (var socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
      free = socket.getLocalPort();
    }
    assertUnreachable(node("127.0.0.1:" + free), LONG);
  }

  @Test
  void givesUpOnAnAddressThatIsNone() {
    assertUnreachable(node("not an address"), LONG);
    assertUnreachable(node(""), LONG);
  }

  private void assertUnreachable(WorkerNode node, Duration most) {
    var refusal = catchThrowableOfType(Refusal.class, () -> calls.get(node, "/a", most));
    assertThat(refusal.problem().code()).isEqualTo(ProblemCode.WORKER_UNREACHABLE);
    assertThat(refusal.problem().detail()).contains("'w.1'");
  }

  private static WorkerNode node(String address) {
    return new WorkerNode("w.1", "w", address, 4, Map.of(), "1");
  }
}
