package io.crawlkeeper.systemtests;

import static io.crawlkeeper.systemtests.harness.Patience.PATIENCE;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.crawlkeeper.model.Task;
import io.crawlkeeper.systemtests.harness.Api;
import io.crawlkeeper.systemtests.harness.Cluster;
import io.crawlkeeper.systemtests.harness.Folders;
import io.crawlkeeper.systemtests.harness.Measured;
import io.crawlkeeper.systemtests.harness.Site;
import io.crawlkeeper.systemtests.harness.TaskText;
import io.crawlkeeper.systemtests.harness.Znodes;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;

class SeedsIT {

  private static final List<String> NAMES = List.of("first", "second");

  @Test
  void tasksOfTheConfigurationAreCreatedOnceAndWaitForAWorker() throws Exception {
    try (var site = Site.open(2, Duration.ZERO);
        var cluster = Cluster.named("seeds")) {
      var seeds = "spring.config.additional-location=file:" + written(site.start());
      cluster.master("master-1", seeds);
      cluster.master("master-2", seeds);
      cluster.awaitWhole();
      try (var znodes = Znodes.at(cluster.connect())) {
        await("seeds").atMost(PATIENCE).until(() -> znodes.tasks().size() == NAMES.size());
        var created = znodes.tasks();
        assertThat(created).map(Task::name).containsExactlyInAnyOrderElementsOf(NAMES);
        assertThat(created).map(Task::labels).allMatch(labels -> labels.containsKey("ownerTeam"));
        for (var name : NAMES) {
          awaitState(cluster, name, "pending");
          assertThat(Api.task(master(cluster), name).at("/status/reason").asString(""))
              .startsWith("No worker is there");
        }

        var joins = Measured.now();
        cluster.worker("worker-1");
        cluster.awaitWhole();
        NAMES.forEach(name -> awaitState(cluster, name, "succeeded"));
        joins.tell("tasks that waited are done", "after the first worker was started");
        assertThat(znodes.tasks()).containsExactlyInAnyOrderElementsOf(created);

        assertThat(Api.delete(master(cluster), "first").status()).isEqualTo(204);
        changeLeader(cluster);
        assertThat(znodes.tasks())
            .map(Task::name)
            .containsExactlyInAnyOrder("second", "after-the-change");
      }
    }
  }

  private static Path written(String url) throws Exception {
    var file = Folders.fresh("seeds-configuration").resolve("seeds.yaml");
    return Files.writeString(
        file,
        """
        crawlkeeper:
          seeds:
            - name: first
              labels: {ownerTeam: search}
              spec:
                crawl:
                  seeds: ["%1$s"]
                  politeness: {delay: PT0S}
            - name: second
              labels: {ownerTeam: archive}
              spec:
                crawl:
                  seeds: ["%1$s"]
                  limits: {maxPages: 2}
                  politeness: {delay: PT0S}
        """
            .formatted(url));
  }

  /** The next leader has looked at its seeds, too, when it takes a task. */
  private static void changeLeader(Cluster cluster) throws Exception {
    var leader = cluster.leader();
    leader.process().kill();
    cluster.gone(leader);
    Api.create(cluster.masterAddresses(), TaskText.waiting("after-the-change"));
  }

  private static String master(Cluster cluster) {
    return cluster.masterAddresses().getFirst();
  }

  private static void awaitState(Cluster cluster, String name, String state) {
    await(name + " is " + state)
        .atMost(PATIENCE)
        .untilAsserted(
            () ->
                assertThat(Api.task(master(cluster), name).at("/status/state").asString(""))
                    .isEqualTo(state));
  }
}
