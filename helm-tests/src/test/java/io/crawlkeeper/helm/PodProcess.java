package io.crawlkeeper.helm;

import com.fasterxml.jackson.databind.JsonNode;
import io.crawlkeeper.helm.Manifest.Pod;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;

/**
 * What a pod of the chart would run, as a process of this machine: with the files that are mounted
 * in it below a folder, and the variables that are set in it.
 */
final class PodProcess implements AutoCloseable {

  private static final HttpClient HTTP = HttpClient.newHttpClient();

  private final JsonNode container;
  private final int port;
  private final Path folder;
  private final Process process;

  private PodProcess(JsonNode container, Path folder) throws IOException {
    this.container = container;
    this.folder = folder;
    this.port = ZooKeeperServers.freePort();
    this.process = begin();
  }

  /**
   * @param secrets contents of the files of secrets, by name
   */
  static PodProcess start(
      List<Manifest> manifests, String component, Map<String, String> secrets, Path folder)
      throws IOException {
    var pod =
        Manifest.pods(manifests).stream()
            .filter(one -> one.component().equals(component))
            .findFirst()
            .orElseThrow();
    var own = Files.createDirectories(folder.resolve(component));
    var config = Files.createDirectories(own.resolve("etc/crawlkeeper/config"));
    Files.writeString(
        config.resolve("application.yaml"), inFolder(settings(manifests, component), own));
    var files = Files.createDirectories(own.resolve("etc/crawlkeeper/secrets"));
    for (var secret : secretNames(pod)) {
      Files.writeString(files.resolve(secret), secrets.getOrDefault(secret, ""));
    }
    return new PodProcess(pod.containers().getFirst(), own);
  }

  int port() {
    return port;
  }

  /** Whether a probe of the container gets the answer that it waits for. */
  boolean passes(String probe) throws IOException, InterruptedException {
    return get(container.path(probe).at("/httpGet/path").asText()).startsWith("200 ");
  }

  /**
   * @return status and body; the status 0 if nobody answers
   */
  String get(String path) throws InterruptedException {
    try {
      var request = HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + port + path)).build();
      var answer = HTTP.send(request, BodyHandlers.ofString());
      return answer.statusCode() + " " + answer.body();
    } catch (IOException e) {
      return "0 " + e;
    }
  }

  /** SIGTERM; whether it is gone in that time. */
  boolean stops(int seconds) throws InterruptedException {
    process.destroy();
    return process.waitFor(seconds, TimeUnit.SECONDS);
  }

  String log() {
    return Chart.read(folder.resolve("log"));
  }

  private Process begin() throws IOException {
    var service = container.path("name").asText() + "-service";
    var jar =
        Chart.REPOSITORY.resolve(
            "%s/target/%s-%s.jar"
                .formatted(service, service, System.getProperty("project.version")));
    if (!Files.exists(jar)) {
      throw new IOException("pack the services first: there is no " + jar);
    }
    var builder =
        new ProcessBuilder(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-Xmx256m",
                "-XX:TieredStopAtLevel=1",
                "-jar",
                jar.toString())
            .directory(folder.toFile())
            .redirectErrorStream(true)
            .redirectOutput(folder.resolve("log").toFile());
    for (var variable : container.path("env")) {
      builder.environment().put(variable.path("name").asText(), value(variable));
    }
    // As there is one network for all processes here, and not one for each.
    builder.environment().put("CRAWLKEEPER_PORT", String.valueOf(port));
    return builder.start();
  }

  private String value(JsonNode variable) {
    return switch (variable.at("/valueFrom/fieldRef/fieldPath").asText()) {
      case "metadata.name" -> "crawlkeeper-" + container.path("name").asText() + "-0";
      case "status.podIP" -> "127.0.0.1";
      default -> inFolder(variable.path("value").asText(), folder);
    };
  }

  private static String settings(List<Manifest> manifests, String component) {
    return Manifest.one(manifests, "ConfigMap", "crawlkeeper-" + component)
        .at("/data/application.yaml")
        .asText();
  }

  private static List<String> secretNames(Pod pod) {
    return Manifest.elements(pod.spec().path("volumes"))
        .filter(volume -> volume.path("name").asText().equals("secrets"))
        .flatMap(volume -> volume.at("/projected/sources").valueStream())
        .flatMap(source -> source.at("/secret/items").valueStream())
        .map(item -> item.path("path").asText())
        .toList();
  }

  /** Paths that the container has at its root. */
  private static String inFolder(String text, Path folder) {
    return text.replace("/etc/crawlkeeper", folder + "/etc/crawlkeeper")
        .replace("data: /data", "data: " + folder + "/data")
        .replace("file:/results", "file:" + folder.getParent() + "/results");
  }

  @Override
  public void close() {
    process.destroyForcibly().onExit().join();
  }
}
