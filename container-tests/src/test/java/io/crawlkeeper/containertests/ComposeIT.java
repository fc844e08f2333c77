package io.crawlkeeper.containertests;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.crawlkeeper.systemtests.harness.Api;
import io.crawlkeeper.systemtests.harness.Measured;
import io.crawlkeeper.systemtests.harness.TaskText;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.MissingNode;

/** What docs/how-to/run-with-compose.md promises. */
class ComposeIT {
  private static final int PAGES = 60;
  private static final String NAME = "composed";
  private static final Duration PATIENCE = Duration.ofMinutes(3);

  @TempDir private Path folder;

  @Test
  void crawlOutlivesAMasterAndItsWorkerAndItsResultsAreInTheStore() throws Exception {
    try (var cluster = new Compose(BoxedSite.write(folder, PAGES))) {
      var begun = Measured.now();
      cluster.run("up", "--detach");
      awaitAll(cluster);
      begun.tell("all parts of compose.yaml are there", "after up");
      Api.create(cluster.masters(), task());

      awaitFetched(cluster, PAGES / 6);
      cluster.run("kill", "master-1");
      var worker = worker(run(cluster));
      cluster.run("stop", worker);
      awaitFetched(cluster, PAGES / 2);
      cluster.run("start", "master-1", worker);

      await("the crawl ends")
          .atMost(PATIENCE)
          .until(() -> run(cluster).path("state").asString("").equals("succeeded"));
      assertThat(worker(run(cluster))).isNotEqualTo(worker);
      awaitAll(cluster);
      for (var master : cluster.masters()) {
        var pages = Api.all(master, "/api/v1/tasks/" + NAME + "/pages?prefix=" + Compose.SITE);
        assertThat(pages).as("pages that %s reads", master).hasSize(PAGES + 1);
      }
    }
  }

  private static void awaitAll(Compose cluster) {
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

  private static void awaitFetched(Compose cluster, int pages) {
    await(pages + " pages are fetched")
        .atMost(PATIENCE)
        .until(() -> run(cluster).path("progress").path("fetched").asInt(0) >= pages);
  }

  /** The service of compose.yaml that has the run. */
  private static String worker(JsonNode run) {
    return run.path("worker").asString("").replaceFirst("\\..*", "");
  }

  /** The run, as whichever master answers knows it; empty if none does. */
  private static JsonNode run(Compose cluster) {
    for (var master : cluster.masters()) {
      try {
        var runs = Api.get(master, "/api/v1/tasks/" + NAME + "/runs");
        if (runs.status() == 200 && runs.json().path("items").size() > 0) {
          return runs.json().path("items").path(0);
        }
      } catch (IOException e) {
        // The next may answer.
      }
    }
    return MissingNode.getInstance();
  }

  private static TaskText task() {
    return new TaskText(
        NAME,
        """
        {"name": "%s",
         "spec": {"crawl": {
           "seeds": ["%s"],
           "politeness": {"delay": "PT0.4S", "concurrency": 1}}}}
        """
            .formatted(NAME, Compose.SITE));
  }
}
