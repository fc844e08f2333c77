package io.crawlkeeper.worker.ledger;

import io.crawlkeeper.model.Assignment;
import io.crawlkeeper.model.Ledger;
import io.crawlkeeper.model.RequestQueue;
import io.crawlkeeper.model.Task;

/**
 * A task that this worker owns, as it was read.
 *
 * @param version of the znode that holds the ledger: the token of the next write
 */
public record OwnedTask(
    Assignment assignment, Task task, RequestQueue requests, Ledger ledger, int version) {

  public String name() {
    return task.name();
  }

  /** The same with the ledger as it was written since. */
  public OwnedTask with(Ledger now, int newVersion) {
    return new OwnedTask(assignment, task, requests, now, newVersion);
  }

  boolean handsOver() {
    return assignment.until() != null;
  }
}
