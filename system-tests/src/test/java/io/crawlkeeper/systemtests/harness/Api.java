package io.crawlkeeper.systemtests.harness;

import static io.crawlkeeper.systemtests.harness.Patience.PATIENCE;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import io.crawlkeeper.znode.ZnodeCodec;
import java.io.IOException;
import java.net.URI;
import java.net.URLEncoder;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse.BodyHandlers;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.awaitility.Awaitility;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** The REST API as a client sees it. */
public final class Api {

  private static final JsonMapper JSON = ZnodeCodec.mapper();
  private static final Duration MOST = Duration.ofMinutes(1);
  private static final HttpClient CLIENT =
      HttpClient.newBuilder()
          .version(HttpClient.Version.HTTP_1_1)
          .connectTimeout(Duration.ofSeconds(30))
          .build();

  private Api() {}

  /** The leader's word that a task is stored. */
  public record Acknowledged(String name, long id, Instant creationTime) {}

  /** As answers are read. */
  public static JsonNode json(String text) {
    return JSON.readTree(text);
  }

  public record Answer(int status, String body) {
    public JsonNode json() {
      return JSON.readTree(body);
    }
  }

  /**
   * @throws IOException if no answer came
   */
  public static Answer get(String address, String path) throws IOException {
    return send(request(address, path).GET().build());
  }

  /**
   * @param body JSON
   * @throws IOException if no answer came
   */
  public static Answer post(String address, String path, String body) throws IOException {
    return send(
        request(address, path)
            .header("Content-Type", "application/json")
            .POST(BodyPublishers.ofString(body))
            .build());
  }

  /**
   * As {@link #post(String, String, String)}, with a key by which a repetition is recognised.
   *
   * @throws IOException if no answer came
   */
  public static Answer post(String address, String path, String body, String key)
      throws IOException {
    return send(
        request(address, path)
            .header("Content-Type", "application/json")
            .header("Idempotency-Key", key)
            .POST(BodyPublishers.ofString(body))
            .build());
  }

  /**
   * @throws IOException if no answer came
   */
  public static Answer remove(String address, String path) throws IOException {
    return send(request(address, path).DELETE().build());
  }

  /**
   * All items of a list, page by page.
   *
   * @param path with its parameters, if any
   */
  public static List<JsonNode> all(String address, String path) throws IOException {
    var items = new ArrayList<JsonNode>();
    var cursor = Optional.of("");
    while (cursor.isPresent()) {
      var page = page(address, path, cursor.get());
      page.path("items").forEach(items::add);
      cursor = page.path("nextCursor").stringValueOpt();
    }
    return items;
  }

  private static JsonNode page(String address, String path, String cursor) throws IOException {
    var from = cursor.isEmpty() ? "" : "&cursor=" + URLEncoder.encode(cursor, UTF_8);
    var answer = get(address, path + (path.contains("?") ? "&" : "?") + "limit=1000" + from);
    assertThat(answer.status()).as("%s: %s", path, answer.body()).isEqualTo(200);
    return answer.json();
  }

  /** Status of a GET; 0 if no answer came. */
  public static int status(String address, String path) {
    try {
      return get(address, path).status();
    } catch (IOException e) {
      return 0;
    }
  }

  /** One try to create a task; the key is its name, so that a repeated try is known as such. */
  public static Answer post(String address, TaskText task) throws IOException {
    return send(
        request(address, "/api/v1/tasks")
            .header("Content-Type", "application/json")
            .header("Idempotency-Key", task.name())
            .POST(BodyPublishers.ofString(task.json()))
            .build());
  }

  public static Answer delete(String address, String task) throws IOException {
    return send(request(address, "/api/v1/tasks/" + task).DELETE().build());
  }

  /**
   * As a client that does not give up: tries one master after the other until one acknowledges.
   * Only a lost answer and 503 are reasons to try again.
   */
  public static Acknowledged create(Iterable<String> masters, TaskText task) {
    var turn = new Turn(masters);
    return Awaitility.await("an answer for " + task.name())
        .atMost(PATIENCE)
        .pollDelay(Duration.ZERO)
        .pollInterval(Duration.ofMillis(100))
        .until(() -> tryOnce(turn.next(), task), Optional::isPresent)
        .orElseThrow();
  }

  private static Optional<Acknowledged> tryOnce(String master, TaskText task) {
    Answer answer;
    try {
      answer = post(master, task);
    } catch (IOException e) {
      return Optional.empty();
    }
    if (answer.status() == 503) {
      return Optional.empty();
    }
    assertThat(answer.status()).as("%s: %s", task.name(), answer.body()).isIn(200, 201);
    return Optional.of(acknowledged(answer.json()));
  }

  static Acknowledged acknowledged(JsonNode task) {
    return new Acknowledged(
        task.path("name").asString(),
        Long.parseLong(task.path("id").asString()),
        Instant.parse(task.path("creationTime").asString()));
  }

  /** The task as the master knows it. */
  public static JsonNode task(String master, String name) throws IOException {
    return get(master, "/api/v1/tasks/" + name).json();
  }

  public static JsonNode cluster(String master) throws IOException {
    return get(master, "/api/v1/cluster").json();
  }

  private static HttpRequest.Builder request(String address, String path) {
    return HttpRequest.newBuilder(URI.create("http://" + address + path)).timeout(MOST);
  }

  private static Answer send(HttpRequest request) throws IOException {
    try {
      var response = CLIENT.send(request, BodyHandlers.ofString());
      return new Answer(response.statusCode(), response.body());
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IOException("interrupted", e);
    }
  }
}
