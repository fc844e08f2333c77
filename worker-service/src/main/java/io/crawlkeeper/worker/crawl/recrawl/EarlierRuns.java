package io.crawlkeeper.worker.crawl.recrawl;

import io.crawlkeeper.model.Run;
import io.crawlkeeper.model.RunPlan;
import java.io.IOException;
import java.time.Instant;
import java.util.List;

/** Port to the earlier runs of a task. Safe for use by many threads; calls block. */
@FunctionalInterface
public interface EarlierRuns {
  EarlierRuns NONE = (run, kept, now) -> List.of();

  /**
   * Runs of the same task that have ended and whose results stay for long: a later run may refer to
   * what they have stored. Newest first.
   *
   * @param kept how long the task keeps its history, and with it the results
   * @throws IOException if they cannot be asked for now
   */
  List<Run> lasting(Run run, RunPlan.History kept, Instant now) throws IOException;
}
