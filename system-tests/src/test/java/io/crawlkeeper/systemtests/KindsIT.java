package io.crawlkeeper.systemtests;

import static io.crawlkeeper.systemtests.harness.Patience.PATIENCE;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.sun.net.httpserver.HttpServer;
import io.crawlkeeper.systemtests.harness.Api;
import io.crawlkeeper.systemtests.harness.Cluster;
import io.crawlkeeper.systemtests.harness.Folders;
import io.crawlkeeper.systemtests.harness.Greeter;
import io.crawlkeeper.systemtests.harness.TaskText;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.StreamSupport;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.JsonNode;

/** Tasks that are no crawls: a URL that is called, and what somebody else has written. */
class KindsIT {

  private static final AtomicInteger CALLS = new AtomicInteger();

  private static Cluster cluster;
  private static HttpServer server;
  private static Path plugins;

  @BeforeAll
  static void start() throws IOException {
    plugins = Greeter.build(Folders.fresh("plug-ins"));
    server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 100);
    server.createContext(
        "/health",
        exchange -> {
          try (exchange) {
            var body = ("call " + CALLS.incrementAndGet()).getBytes(UTF_8);
            exchange.sendResponseHeaders(200, body.length);
            exchange.getResponseBody().write(body);
          }
        });
    server.start();
    cluster = Cluster.named("kinds");
    cluster.whole(1, 1);
  }

  @AfterAll
  static void stop() {
    cluster.close();
    server.stop(0);
  }

  private static String master() {
    return cluster.masterAddresses().getFirst();
  }

  private static void create(String name, String spec) {
    var json = "{\"name\": \"" + name + "\", \"spec\": " + spec.replace('\'', '"') + "}";
    Api.create(cluster.masterAddresses(), new TaskText(name, json));
  }

  @Test
  void callsAUrlOnASchedule() throws Exception {
    var url = "http://127.0.0.1:" + server.getAddress().getPort() + "/health";

    create(
        "health",
        "{'http': {'url': '%s', 'expect': {'text': 'call'}}, 'schedule': {'every': 'PT1S'}}"
            .formatted(url));

    await("three calls").atMost(PATIENCE).until(() -> CALLS.get() >= 3);
    // This master has a database of its own, and sees the runs that the ledger has.
    var run =
        await("a run that has succeeded")
            .atMost(PATIENCE)
            .until(
                () -> Api.all(master(), "/api/v1/runs?task=health&state=succeeded"),
                runs -> !runs.isEmpty())
            .getFirst();
    assertThat(run.path("reason").asString()).startsWith("answered 200: call ");
    assertThat(run.has("output")).isFalse();
    assertThat(Api.get(master(), "/api/v1/runs/" + run.path("id").asString() + "/logs").status())
        .isEqualTo(404);
    assertThat(Api.get(master(), "/api/v1/tasks/health/results").status()).isEqualTo(409);
    Api.delete(master(), "health");
  }

  @Test
  void waitsForAWorkerThatHasThePluginAndRunsIt() throws Exception {
    create("hello", "{'plugin': {'kind': 'greet', 'config': {'who': 'Bo'}}}");
    var reason = Api.task(master(), "hello").at("/status/reason").asString();
    assertThat(reason)
        .isEqualTo("No worker offers greet; it will be placed as soon as one joins that does.");

    var worker =
        cluster.worker("worker-2", "crawlkeeper.plugins-folder=" + plugins, "greeter.name=Ann");
    worker.awaitReady();

    var run = awaitRun("hello");
    assertThat(run.path("state").asString()).isEqualTo("succeeded");
    assertThat(run.path("reason").asString()).isEqualTo("Ann greets {\"who\":\"Bo\"}");
    assertThat(run.path("worker").asString()).matches(worker::owns);
    assertThat(kinds("worker-2")).isEqualTo("[\"crawl\",\"greet\",\"http\"]");
    assertThat(kinds("worker-1")).isEqualTo("[\"crawl\",\"http\"]");

    worker.process().kill();
    cluster.gone(worker);

    await("it goes to nobody else")
        .atMost(PATIENCE)
        .until(() -> !Api.task(master(), "hello").has("assignedNode"));
    assertThat(Api.get(master(), "/api/v1/tasks/hello/explain").json().path("reason").asString())
        .startsWith(
            "It is over and needs no worker. Its run %s ".formatted(run.path("id").asString()))
        .endsWith(": Ann greets {\"who\":\"Bo\"}");
  }

  @Test
  void saysWhichPluginKeepsAWorkerFromStarting() throws Exception {
    var broken = Files.createDirectory(plugins.resolveSibling("broken"));
    Files.writeString(broken.resolve("sftp.jar"), "no jar");

    var worker = cluster.worker("worker-3", "crawlkeeper.plugins-folder=" + broken);

    assertThat(worker.process().awaitExit(PATIENCE)).isNotZero();
    assertThat(worker.process().output())
        .contains("sftp.jar is broken: it is no jar that can be read")
        .doesNotContain("\tat ");
    cluster.gone(worker);
  }

  private static JsonNode awaitRun(String task) {
    return await(task + " has ended")
        .atMost(PATIENCE)
        .until(
            () -> Api.all(master(), "/api/v1/runs?task=" + task),
            runs -> runs.size() == 1 && runs.getFirst().has("endTime"))
        .getFirst();
  }

  private static String kinds(String id) throws IOException {
    return StreamSupport.stream(Api.cluster(master()).path("workers").spliterator(), false)
        .filter(worker -> worker.path("id").asString().equals(id))
        .map(worker -> worker.path("kinds").toString())
        .findFirst()
        .orElse("");
  }
}
