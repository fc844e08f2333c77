package io.crawlkeeper.worker.assignment;

import io.crawlkeeper.history.History.RunRow;
import io.crawlkeeper.history.History.TickRow;
import io.crawlkeeper.model.RunPlan;
import java.util.List;
import java.util.concurrent.CompletableFuture;

/** Port to the history. Safe for use by many threads. */
public interface Records {

  /**
   * Writes these rows.
   *
   * @return completed when they are safe, however long the database is away; exceptionally if it
   *     refuses them for another reason
   */
  CompletableFuture<Void> write(List<RunRow> runs, List<TickRow> ticks);

  /** The history of the task has grown; what its plan does not keep may go, some time. */
  void grown(long taskId, RunPlan.History plan);
}
