package io.crawlkeeper.systemtests;

import static io.crawlkeeper.systemtests.harness.Patience.PATIENCE;
import static org.awaitility.Awaitility.await;

import io.crawlkeeper.systemtests.harness.Api;
import io.crawlkeeper.systemtests.harness.Cluster;
import io.crawlkeeper.systemtests.harness.Measured;
import io.crawlkeeper.systemtests.harness.Site;
import io.crawlkeeper.systemtests.harness.TaskText;
import io.crawlkeeper.systemtests.harness.Znodes;
import io.crawlkeeper.znode.ZnodePaths;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;

/** An operator deletes what only Crawlkeeper should. */
class HealingIT {

  @Test
  void deletedDiscoveryEntryAndAssignmentComeBackByThemselves() throws Exception {
    try (var site = Site.open(0, Duration.ZERO);
        var cluster = Cluster.named("healing")) {
      var master = cluster.master("master-1");
      cluster.worker("worker-1");
      cluster.awaitWhole();
      try (var znodes = Znodes.at(cluster.connect())) {
        Api.create(List.of(master.address()), TaskText.ofOnePage("task", site.start()));
        await().atMost(PATIENCE).until(() -> znodes.placements().containsKey("task"));
        var folder = ZnodePaths.SERVICES + "/" + ZnodePaths.WORKER_SERVICE;
        var deleted = Measured.now();
        for (var entry : znodes.client().getChildren(folder, false)) {
          znodes.client().delete(folder + "/" + entry, -1);
        }

        await()
            .atMost(PATIENCE)
            .until(() -> !Api.cluster(master.address()).path("workers").isEmpty());
        await().atMost(PATIENCE).until(() -> znodes.placements().containsKey("task"));
        deleted.tell("worker back and its task placed", "after its entry was deleted");

        var owner = znodes.placements().getOrDefault("task", List.of("nobody")).getFirst();
        var robbed = Measured.now();
        znodes.client().delete(ZnodePaths.assignment(owner, "task"), -1);
        await().atMost(PATIENCE).until(() -> znodes.placements().containsKey("task"));
        robbed.tell("task placed again", "after its assignment was deleted");
      }
    }
  }
}
