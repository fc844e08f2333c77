import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.time.Duration;

/** The calls that the quickstart makes; the same can be made by curl. */
final class MasterApi {
  private static final Duration PATIENCE = Duration.ofSeconds(30);

  private final HttpClient client =
      HttpClient.newBuilder()
          .version(HttpClient.Version.HTTP_1_1)
          .connectTimeout(Duration.ofSeconds(2))
          .build();
  private final String base;

  MasterApi(int port) {
    this.base = "http://127.0.0.1:" + port;
  }

  String url(String path) {
    return base + path;
  }

  /** Whether a node of this machine says that it is ready. */
  boolean ready(int port) throws InterruptedException {
    try {
      var uri = URI.create("http://127.0.0.1:" + port + "/actuator/health/readiness");
      return send(HttpRequest.newBuilder(uri)).statusCode() == 200;
    } catch (IOException e) {
      return false; // Not listening yet.
    }
  }

  /** The JSON at a path. */
  Object get(String path) throws IOException, InterruptedException {
    return json(send(HttpRequest.newBuilder(URI.create(url(path)))));
  }

  /** The JSON at a path; null if there is nothing any more. */
  Object find(String path) throws IOException, InterruptedException {
    var response = send(HttpRequest.newBuilder(URI.create(url(path))));
    return response.statusCode() == 404 ? null : json(response);
  }

  /** Applies a task; the same call twice has the effect of one. */
  Object put(String path, String json) throws IOException, InterruptedException {
    return json(
        send(
            HttpRequest.newBuilder(URI.create(url(path)))
                .header("Content-Type", "application/json")
                .PUT(BodyPublishers.ofString(json))));
  }

  private HttpResponse<String> send(HttpRequest.Builder request)
      throws IOException, InterruptedException {
    return client.send(request.timeout(PATIENCE).build(), BodyHandlers.ofString());
  }

  private static Object json(HttpResponse<String> response) {
    if (response.statusCode() >= 300) {
      throw new Failure(
          "The master answered %d to %s: %s"
              .formatted(response.statusCode(), response.uri(), reason(response)));
    }
    return Json.parse(response.body());
  }

  /** The sentence of a problem; of anything else all that it says. */
  private static String reason(HttpResponse<String> response) {
    var type = response.headers().firstValue("Content-Type").orElse("");
    return type.startsWith("application/problem+json")
        ? Json.text(Json.parse(response.body()), "detail")
        : response.body();
  }
}
