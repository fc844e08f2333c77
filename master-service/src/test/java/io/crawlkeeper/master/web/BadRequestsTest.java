package io.crawlkeeper.master.web;

import static io.crawlkeeper.master.web.BadRequest.BATCH;
import static io.crawlkeeper.master.web.BadRequest.TASKS;
import static java.nio.charset.StandardCharsets.US_ASCII;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import io.crawlkeeper.master.task.JsonText;
import java.io.IOException;
import java.net.InetAddress;
import java.net.Socket;
import java.net.http.HttpResponse;
import java.util.List;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

class BadRequestsTest {

  private static FakeMaster master;
  private static Client client;

  @BeforeAll
  static void start() {
    master = new FakeMaster("master-1", new FakeCluster());
    master.lead();
    client = new Client(master);
    assertThat(client.post(TASKS, Client.task("there")).statusCode()).isEqualTo(201);
  }

  @AfterAll
  static void stop() {
    master.close();
  }

  @ParameterizedTest
  @MethodSource("io.crawlkeeper.master.web.BadRequests#all")
  void answersAProblem(BadRequest bad) {
    var answer =
        client.send(bad.method(), bad.target(), bad.body(), bad.headers().toArray(String[]::new));
    assertProblem(answer, bad);
    assertThat(master.cluster.image().tasks()).containsOnlyKeys("there");
    assertThat(master.cluster.image().task("there"))
        .satisfies(there -> assertThat(there).extracting("version").isEqualTo(0));
  }

  private static void assertProblem(HttpResponse<byte[]> answer, BadRequest bad) {
    var text = new String(answer.body(), UTF_8);
    assertThat(answer.statusCode()).as(text).isEqualTo(bad.status());
    assertThat(Client.header(answer, "Content-Type")).isEqualTo("application/problem+json");
    var problem = Client.json(answer);
    assertThat(problem.path("code").asString()).as(text).isEqualTo(bad.code());
    assertThat(problem.path("type").asString()).isEqualTo("urn:crawlkeeper:problem:" + bad.code());
    assertThat(problem.path("status").asInt()).isEqualTo(bad.status());
    assertThat(problem.path("title").asString()).isNotBlank();
    assertThat(problem.path("detail").asString()).isNotBlank();
    if (!bad.place().isEmpty()) {
      var error = problem.path("errors").path(0);
      assertThat(List.of("pointer", "parameter", "header"))
          .as(text)
          .anyMatch(kind -> error.path(kind).asString("").equals(bad.place()));
      assertThat(error.path("detail").asString()).isNotBlank();
    }
    assertThat(text).doesNotContain("Exception", "java.", "springframework", "jackson", "\tat ");
    assertThat(bad.status() == 405).isEqualTo(!Client.header(answer, "Allow").isEmpty());
  }

  @Test
  void namesTheMethodsThatAreAllowed() {
    assertThat(Client.header(client.delete(TASKS), "Allow")).isEqualTo("GET, POST");
  }

  @Test
  void namesTheLeaderInErrorsToo() {
    assertThat(Client.header(client.get(TASKS + "/nobody"), "Crawlkeeper-Leader"))
        .isEqualTo("master-1|" + master.address());
  }

  @Test
  void answersAProblemToWhatNoServletSees() throws IOException {
    assertRaw("GET /api/v1/tasks?limit=%zz HTTP/1.1\r\nHost: x\r\nConnection: close\r\n\r\n");
    assertRaw("GET /api/v1/ta[sks HTTP/1.1\r\nHost: x\r\nConnection: close\r\n\r\n");
    assertRaw("GET /api/v1/tasks HTTP/1.1\r\nConnection: close\r\n\r\n");
    assertRaw("GET /api/%00 HTTP/1.1\r\nHost: x\r\nConnection: close\r\n\r\n");
  }

  private static void assertRaw(String request) throws IOException {
    try (var socket = new Socket(InetAddress.getLoopbackAddress(), master.port())) {
      socket.getOutputStream().write(request.getBytes(US_ASCII));
      var answer = new String(socket.getInputStream().readAllBytes(), UTF_8);
      assertThat(answer).startsWith("HTTP/1.1 400").doesNotContain("Exception", "<html");
      var body = answer.substring(answer.indexOf("\r\n\r\n")).strip();
      assertThat(body).contains("\"code\":\"bad-request\"");
    }
  }

  @Test
  void reportsEachTaskOfABatchByItself() {
    var large = Client.task("c").replace("/\"", "/" + "a".repeat(64 * 1024) + "\"");
    var body = "{\"tasks\":[%s,{\"name\":\"b\"},%s,7]}".formatted(Client.task("there"), large);
    var answer = client.post(BATCH, body);
    assertThat(answer.statusCode()).isEqualTo(200);
    var results = Client.json(answer).path("results");
    assertThat(results.valueStream().map(one -> one.path("status").asInt()))
        .containsExactly(409, 400, 413, 400);
    assertThat(results.at("/1/error/errors/0/pointer").asString()).isEqualTo("/tasks/1/spec");
    assertThat(results.at("/1/name").asString()).isEqualTo("b");
    assertThat(results.at("/3/index").asInt()).isEqualTo(3);
    assertThat(JsonText.write(results)).isNotEmpty();
  }
}
