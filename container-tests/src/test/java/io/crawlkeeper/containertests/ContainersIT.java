package io.crawlkeeper.containertests;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.crawlkeeper.systemtests.harness.Api;
import io.crawlkeeper.systemtests.harness.Measured;
import io.crawlkeeper.systemtests.harness.TaskText;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.MissingNode;

/** A crawl comes to its end though the leader is killed and its worker is cut off meanwhile. */
class ContainersIT {
  private static final int PAGES = 120;
  private static final String NAME = "boxed";
  private static final Duration PATIENCE = Duration.ofMinutes(3);

  @TempDir private Path folder;

  @Test
  void crawlOutlivesTheLeaderAndItsWorker() throws Exception {
    try (var cluster = new Containers(BoxedSite.open(folder, "results"))) {
      cluster.start(BoxedSite.write(folder, PAGES));
      Api.create(cluster.masters(), task());

      awaitFetched(cluster, PAGES / 6);
      var leader = await("a leader").until(cluster::leader, Optional::isPresent).orElseThrow();
      Containers.kill(leader);
      var killed = Measured.now();
      awaitFetched(cluster, PAGES / 3);
      killed.tell("the crawl went on", "after the leader was killed");

      var owner = awaitOwner(cluster);
      cluster.cutOff(cluster.worker(owner).orElseThrow());
      var cut = Measured.now();
      await("another worker has the crawl")
          .atMost(PATIENCE)
          .until(() -> owner(cluster).filter(other -> !other.equals(owner)).isPresent());
      cut.tell("another worker has the crawl", "after its worker was cut off");

      await("the crawl ends").atMost(PATIENCE).until(() -> isOver(run(cluster)));
      assertWhole(run(cluster));
    }
  }

  private void assertWhole(JsonNode run) throws IOException {
    assertThat(run.path("state").asString()).as("%s", run).isEqualTo("succeeded");
    var pages = new ArrayList<String>();
    try (var files = Files.list(folder.resolve("results").resolve(run.path("output").asString()))) {
      for (var file :
          files.filter(one -> one.getFileName().toString().matches("pages-.*jsonl")).toList()) {
        pages.addAll(Files.readAllLines(file));
      }
    }
    assertThat(pages).as("each page once, and the first").hasSize(PAGES + 1);
  }

  private static String awaitOwner(Containers cluster) {
    return await("a worker is at it")
        .atMost(PATIENCE)
        .until(() -> owner(cluster), Optional::isPresent)
        .orElseThrow();
  }

  /** The id of the worker that has the run. */
  private static Optional<String> owner(Containers cluster) {
    var worker = run(cluster).path("worker").asString("").replaceFirst("\\..*", "");
    return Optional.of(worker).filter(id -> cluster.worker(id).isPresent());
  }

  private static void awaitFetched(Containers cluster, int pages) {
    await(pages + " pages are fetched")
        .atMost(PATIENCE)
        .until(() -> run(cluster).path("progress").path("fetched").asInt(0) >= pages);
  }

  private static boolean isOver(JsonNode run) {
    return List.of("succeeded", "failed", "cancelled", "timed-out")
        .contains(run.path("state").asString(""));
  }

  /** The run, as whichever master answers knows it; empty if none does. */
  private static JsonNode run(Containers cluster) {
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
           "politeness": {"delay": "PT0.3S", "concurrency": 2}}}}
        """
            .formatted(NAME, Containers.SITE));
  }
}
