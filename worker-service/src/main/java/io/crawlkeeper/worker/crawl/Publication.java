package io.crawlkeeper.worker.crawl;

import io.crawlkeeper.worker.crawl.frontier.Commit;
import io.crawlkeeper.worker.crawl.frontier.Counts;
import io.crawlkeeper.worker.crawl.frontier.Frontier;
import io.crawlkeeper.worker.crawl.sink.Sinks;
import io.crawlkeeper.worker.run.Attempt;
import java.io.IOException;
import java.time.Duration;
import java.util.List;

/**
 * The last that an attempt does: it publishes all. Whoever goes on after it was cut off finds
 * nothing left to do but this.
 *
 * @param patience with the databases
 */
record Publication(Attempt attempt, Patience patience) {
  private static final Duration UNSURE = Duration.ofMillis(50);

  /**
   * @param counts of the run
   */
  void carryOut(Frontier frontier, Sinks sinks, Counts counts)
      throws InterruptedException, IOException {
    var last = new Commit(List.of(), List.of(), List.of(), List.of(), counts, sinks.flush());
    patience.make(() -> frontier.commit(last));
    sinks.committed();
    patience.make(() -> publish(frontier, sinks));
  }

  private void publish(Frontier frontier, Sinks sinks) throws InterruptedException, IOException {
    awaitCertainty();
    try (var index = frontier.index()) {
      sinks.finish(index.iterator());
    }
  }

  /** Who cannot be sure of the run publishes nothing: another attempt may have begun it anew. */
  private void awaitCertainty() throws InterruptedException {
    while (!attempt.mayAct()) {
      if (attempt.stopRequested()) {
        throw new InterruptedException("the attempt was stopped");
      }
      Thread.sleep(UNSURE);
    }
  }
}
