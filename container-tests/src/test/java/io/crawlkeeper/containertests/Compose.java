package io.crawlkeeper.containertests;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import io.crawlkeeper.systemtests.harness.FreePorts;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;

/** The cluster of {@code compose.yaml}, by the commands that users give, and a site. */
final class Compose implements AutoCloseable {
  static final String SITE = "http://site:8084/";

  private static final Path FILES = Path.of("..").toAbsolutePath().normalize();
  private static final int MINUTES = 3;

  private final String project = "crawlkeeper-test-" + ProcessHandle.current().pid();
  private final List<Integer> ports = List.of(FreePorts.next(), FreePorts.next());
  private final Path site;
  private final Path plugins;

  /**
   * @param site a folder of pages
   * @param plugins a folder of jars, for all workers
   */
  Compose(Path site, Path plugins) {
    this.site = site;
    this.plugins = plugins;
  }

  /** Addresses of both masters, for clients on this machine. */
  List<String> masters() {
    return ports.stream().map(port -> "127.0.0.1:" + port).toList();
  }

  /** Such as {@code stop worker-2}. */
  void run(String... arguments) throws IOException {
    var command = new ArrayList<>(program());
    command.addAll(List.of("--project-name", project));
    command.addAll(List.of("--file", FILES.resolve("compose.yaml").toString()));
    command.addAll(List.of("--file", Path.of("src/test/compose/additions.yaml").toString()));
    command.addAll(List.of(arguments));
    var process = new ProcessBuilder(command).redirectErrorStream(true);
    process.environment().putAll(environment());
    var running = process.start();
    var output = new String(running.getInputStream().readAllBytes(), UTF_8);
    assertThat(ended(running)).as("%s ends", command).isTrue();
    assertThat(running.exitValue()).as("%s: %s", command, output).isZero();
  }

  private static boolean ended(Process process) throws IOException {
    try {
      return process.waitFor(MINUTES, TimeUnit.MINUTES);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IOException("interrupted", e);
    }
  }

  private static List<String> program() {
    var other = System.getenv("CRAWLKEEPER_TEST_COMPOSE");
    return List.of((other == null || other.isEmpty() ? "docker compose" : other).split(" "));
  }

  private Map<String, String> environment() {
    return Map.of(
        "CONTACT", "test@example.org",
        "SITE", site.toString(),
        "PLUGINS", plugins.toString(),
        "MASTER_1_PORT", ports.getFirst().toString(),
        "MASTER_2_PORT", ports.getLast().toString(),
        "MASTER_IMAGE", Images.MASTER.image().asCanonicalNameString(),
        "WORKER_IMAGE", Images.WORKER.image().asCanonicalNameString(),
        "ZOOKEEPER_IMAGE", Images.ZOOKEEPER.image().asCanonicalNameString(),
        "POSTGRES_IMAGE", Images.POSTGRES.image().asCanonicalNameString(),
        "S3_IMAGE", Images.S3.image().asCanonicalNameString());
  }

  /** Leaves nothing. */
  @Override
  public void close() throws IOException {
    run("down", "--volumes", "--timeout", "5");
  }
}
