package io.crawlkeeper.master.web;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.util.concurrent.atomic.AtomicReference;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import tools.jackson.databind.JsonNode;

class RuleTrialsTest extends OneMaster {

  private static final String TRY = "/api/v1/extract:try";
  private static final String RIGHT =
      """
      {"url": "http://e.org/1", "extract": {"items": [{"name": "b", "fields": {"t": "h1"}}]}}\
      """;

  private FakeWorker worker;

  @BeforeEach
  void startWorker() throws IOException {
    worker = new FakeWorker();
  }

  @AfterEach
  void stopWorker() {
    worker.close();
  }

  @Test
  void passesOnWhatAWorkerFinds() {
    cluster.join(worker.node("w.1"));
    var sent = new AtomicReference<JsonNode>();
    var found = "{\"url\":\"http://e.org/1\",\"items\":[],\"links\":[],\"problems\":[]}";
    worker.answers(
        exchange -> {
          sent.set(
              io.crawlkeeper.master.task.JsonText.parse(exchange.getRequestBody().readAllBytes()));
          FakeWorker.send(exchange, 200, found.getBytes(java.nio.charset.StandardCharsets.UTF_8));
        });
    var answer = client.post(TRY, RIGHT);
    assertThat(answer.statusCode()).isEqualTo(200);
    assertThat(Client.json(answer)).hasToString(found);
    assertThat(worker.asked()).containsExactly("POST /internal/v1/extract:try");
    assertThat(sent.get())
        .hasToString(
            "{\"url\":\"http://e.org/1\",\"extract\":{\"items\":[{\"name\":\"b\","
                + "\"fields\":{\"t\":\"h1\"}}],\"follow\":[]}}");
  }

  @Test
  void saysWhyThereIsNoPage() {
    cluster.join(worker.node("w.1"));
    worker.answers(200, "{\"error\": \"robots.txt forbids it\"}");
    var answer = client.post(TRY, RIGHT);
    assertCode(answer, 422, "not-fetched");
    assertThat(Client.json(answer).path("detail").asString()).isEqualTo("robots.txt forbids it");
  }

  @Test
  void asksNoWorkerWithoutABrowserToRender() {
    cluster.join(worker.node("w.1"));
    var answer = client.post(TRY, RIGHT.replace("{\"url\"", "{\"render\": true, \"url\""));
    assertCode(answer, 503, "no-worker");
    assertThat(Client.json(answer).path("detail").asString()).contains("with a browser");
    assertThat(worker.asked()).isEmpty();

    var given = RIGHT.replace("{\"url\"", "{\"render\": true, \"page\": \"x\", \"url\"");
    assertCode(client.post(TRY, given), 400, "invalid-body");
  }

  @Test
  void saysThatThereIsNoWorker() {
    assertCode(client.post(TRY, RIGHT), 503, "no-worker");
  }

  @Test
  void asksAnotherWorkerIfOneIsGone() throws IOException {
    var gone = new FakeWorker();
    gone.close();
    cluster.join(gone.node("w.1"));
    cluster.join(worker.node("w.2"));
    worker.answers(200, "{\"items\": []}");
    assertThat(client.post(TRY, RIGHT).statusCode()).isEqualTo(200);
  }

  @Test
  void saysThatTheWorkersAreBusy() {
    cluster.join(worker.node("w.1"));
    worker.answers(503, "");
    assertCode(client.post(TRY, RIGHT), 503, "no-worker");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      textBlock =
          """
          {}                                                                    | /url
          {"url": "ftp://e.org/", "extract": {}}                                | /url
          {"url": "http://e.org/"}                                              | /extract
          {"url": "http://e.org/", "extract": {"follow": ["a["]}}               | /extract/follow/0
          {"url": "http://e.org/", "extract": {}, "page": "x", "fetch": {}}     | /fetch
          {"url": "http://e.org/", "extract": {}, "contentType": "text/html"}   | /contentType
          {"url": "http://e.org/", "extract": {}, "fetch": {"retries": -1}}     | /fetch/retries
          {"url": "http://e.org/", "extract": {}, "pages": "x"}                 | /pages
          """)
  void refusesWhatIsWrong(String body, String pointer) {
    cluster.join(worker.node("w.1"));
    var answer = client.post(TRY, body);
    assertCode(answer, 400, "invalid-body");
    assertThat(Client.json(answer).path("errors").findValuesAsString("pointer")).contains(pointer);
    assertThat(worker.asked()).isEmpty();
  }

  @Test
  void refusesAPageThatIsTooLarge() {
    var page = "x".repeat((5 << 20) + 1);
    var answer =
        client.post(
            TRY, "{\"url\": \"http://e.org/\", \"extract\": {}, \"page\": \"" + page + "\"}");
    assertCode(answer, 400, "invalid-body");
    var larger = "\"" + "x".repeat(16 << 20) + "\"";
    assertCode(client.post(TRY, larger), 413, "too-large");
  }
}
