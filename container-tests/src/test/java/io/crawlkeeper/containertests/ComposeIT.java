package io.crawlkeeper.containertests;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.crawlkeeper.systemtests.harness.Api;
import io.crawlkeeper.systemtests.harness.Greeter;
import io.crawlkeeper.systemtests.harness.Measured;
import io.crawlkeeper.systemtests.harness.TaskText;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.MissingNode;

/** What docs/how-to/run-with-compose.md promises. */
class ComposeIT {
  private static final int PAGES = 60;
  private static final Duration PATIENCE = Duration.ofMinutes(3);

  @TempDir private static Path folder;
  private static Compose cluster;

  @BeforeAll
  static void start() throws IOException {
    var site = BoxedSite.write(folder, PAGES);
    cluster = new Compose(site, Greeter.build(BoxedSite.open(folder, "greeter")));
    var begun = Measured.now();
    cluster.run("up", "--detach");
    awaitAll();
    begun.tell("all parts of compose.yaml are there", "after up");
  }

  @AfterAll
  static void stop() throws IOException {
    cluster.close();
  }

  @Test
  void crawlOutlivesAMasterAndItsWorkerAndItsResultsAreInTheStore() throws Exception {
    create(
        "crawl",
        "{'crawl': {'seeds': ['%s'], 'politeness': {'delay': 'PT0.4S', 'concurrency': 1}}}"
            .formatted(Compose.SITE));

    awaitFetched(PAGES / 6);
    cluster.run("kill", "master-1");
    var worker = worker(run("crawl"));
    cluster.run("stop", worker);
    awaitFetched(PAGES / 2);
    cluster.run("start", "master-1", worker);

    await("the crawl ends").atMost(PATIENCE).until(() -> hasSucceeded("crawl"));
    assertThat(worker(run("crawl"))).isNotEqualTo(worker);
    awaitAll();
    for (var master : cluster.masters()) {
      var pages = Api.all(master, "/api/v1/tasks/crawl/pages?prefix=" + Compose.SITE);
      assertThat(pages).as("pages that %s reads", master).hasSize(PAGES + 1);
    }
  }

  @Test
  void workersHaveThePluginsOfAFolderThatIsMounted() {
    create("hello", "{'plugin': {'kind': 'greet', 'config': {'who': 'Bo'}}}");

    await("the plug-in has run").atMost(PATIENCE).until(() -> hasSucceeded("hello"));
    assertThat(run("hello").path("reason").asString()).isEqualTo("Ann greets {\"who\":\"Bo\"}");
  }

  private static void create(String name, String spec) {
    var json = "{\"name\": \"%s\", \"spec\": %s}".formatted(name, spec.replace('\'', '"'));
    Api.create(cluster.masters(), new TaskText(name, json));
  }

  private static boolean hasSucceeded(String task) {
    return run(task).path("state").asString("").equals("succeeded");
  }

  private static void awaitAll() {
    for (var master : cluster.masters()) {
      await("all masters and workers are known to " + master)
          .atMost(PATIENCE)
          .ignoreExceptionsInstanceOf(IOException.class)
          .until(() -> isWhole(Api.cluster(master)));
    }
  }

  private static boolean isWhole(JsonNode cluster) {
    return cluster.path("masters").size() == 2
        && cluster.path("workers").valueStream().filter(ComposeIT::isActive).count() == 2;
  }

  private static boolean isActive(JsonNode worker) {
    return worker.path("state").asString("").equals("active");
  }

  private static void awaitFetched(int pages) {
    await(pages + " pages are fetched")
        .atMost(PATIENCE)
        .until(() -> run("crawl").path("progress").path("fetched").asInt(0) >= pages);
  }

  /** The service of compose.yaml that has the run. */
  private static String worker(JsonNode run) {
    return run.path("worker").asString("").replaceFirst("\\..*", "");
  }

  /** The run of a task, as whichever master answers knows it; empty if none does. */
  private static JsonNode run(String task) {
    for (var master : cluster.masters()) {
      try {
        var runs = Api.get(master, "/api/v1/tasks/" + task + "/runs");
        if (runs.status() == 200 && runs.json().path("items").size() > 0) {
          return runs.json().path("items").path(0);
        }
      } catch (IOException e) {
        // The next may answer.
      }
    }
    return MissingNode.getInstance();
  }
}
