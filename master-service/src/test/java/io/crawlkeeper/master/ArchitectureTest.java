package io.crawlkeeper.master;

import io.crawlkeeper.architecture.BordersContract;

class ArchitectureTest extends BordersContract {

  ArchitectureTest() {
    super(
        "io.crawlkeeper.master.cluster..",
        "io.crawlkeeper.master.leader..",
        "io.crawlkeeper.master.placement..",
        "io.crawlkeeper.master.schedule..",
        "io.crawlkeeper.master.task..");
  }
}
