package io.crawlkeeper.worker.assignment;

import io.crawlkeeper.model.Ledger;
import java.time.Duration;

/** Is told of each ledger that this worker has committed. Must not block. */
public interface LedgerListener {

  /**
   * @param delay how long after its nominal time a tick of the task is due
   */
  void committed(Ledger before, Ledger after, Duration delay);
}
