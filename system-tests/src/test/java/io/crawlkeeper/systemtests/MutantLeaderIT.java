package io.crawlkeeper.systemtests;

import static org.assertj.core.api.Assertions.assertThat;

import io.crawlkeeper.systemtests.harness.Cluster;
import io.crawlkeeper.systemtests.harness.Folders;
import io.crawlkeeper.systemtests.harness.Measured;
import io.crawlkeeper.systemtests.harness.Mutant;
import io.crawlkeeper.systemtests.harness.Znodes;
import org.junit.jupiter.api.Test;

/** Whether {@link StaleLeaderIT} would notice if leaders were not fenced by their epoch. */
class MutantLeaderIT {

  private static final int MOST_ROUNDS = 3;
  private static final String FENCE = "io.crawlkeeper.master.zookeeper.EpochFence";

  @Test
  void aLeaderThatIsNotFencedIsFoundOut() throws Exception {
    var masters = Mutant.ofMaster(Folders.fresh("mutant"), FENCE, "versionOf", -1);
    try (var cluster = Cluster.named("mutant-leader", masters);
        var scenario = PausedLeader.in(cluster);
        var znodes = Znodes.at(cluster.connect())) {
      var staleWrites = StaleWrites.watch(znodes);
      while (staleWrites.found().isEmpty() && scenario.rounds() < MOST_ROUNDS) {
        scenario.round(staleWrites);
      }
      var found = staleWrites.found();
      assertThat(found).isNotEmpty();
      Measured.line("mutant found out in round %d: %s".formatted(scenario.rounds(), found));
    }
  }
}
