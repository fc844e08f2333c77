package io.crawlkeeper.worker;

import io.crawlkeeper.architecture.BordersContract;

class ArchitectureTest extends BordersContract {

  ArchitectureTest() {
    super(
        "io.crawlkeeper.worker.assignment..",
        "io.crawlkeeper.worker.clock..",
        "io.crawlkeeper.worker.ledger..",
        "io.crawlkeeper.worker.run..",
        "io.crawlkeeper.worker.crawl.frontier",
        "io.crawlkeeper.worker.crawl.live..",
        "io.crawlkeeper.worker.crawl.politeness..",
        "io.crawlkeeper.worker.crawl.scope..");
  }
}
