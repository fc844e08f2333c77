package io.crawlkeeper.systemtests;

import static org.assertj.core.api.Assertions.assertThat;

import io.crawlkeeper.systemtests.harness.Cluster;
import io.crawlkeeper.systemtests.harness.Znodes;
import org.junit.jupiter.api.Test;

class StaleLeaderIT {

  private static final int ROUNDS = 3;

  @Test
  void nothingThatAWokenLeaderWritesGetsThrough() throws Exception {
    try (var cluster = Cluster.named("stale-leader");
        var scenario = PausedLeader.in(cluster);
        var znodes = Znodes.at(cluster.connect())) {
      var staleWrites = StaleWrites.watch(znodes);
      for (var round = 0; round < ROUNDS; round++) {
        scenario.round(staleWrites);
        assertThat(staleWrites.found()).isEmpty();
      }
      scenario.assertAllAcknowledgedIsStored(znodes);
    }
  }
}
