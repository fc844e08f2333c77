package io.crawlkeeper.worker.assignment;

import io.crawlkeeper.model.Ledger;
import io.crawlkeeper.model.Run;
import io.crawlkeeper.model.Task;
import java.time.Duration;
import java.util.List;

/** Is told of each ledger that this worker has committed. Must not block. */
public interface LedgerListener {

  /** The ledger is durable now. */
  void committed(Commit commit);

  /**
   * What was committed.
   *
   * @param task as it was when that was decided
   * @param ended runs that have ended by this
   * @param delay how long after its nominal time a tick of the task is due
   */
  record Commit(Task task, Ledger before, Ledger after, List<Run> ended, Duration delay) {

    public Commit {
      ended = List.copyOf(ended);
    }
  }
}
