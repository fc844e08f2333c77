package io.crawlkeeper.worker.run;

import io.crawlkeeper.model.Run;

/**
 * Names a run and the task whose ledger tells whether it is live.
 *
 * @param id of the run
 */
public record RunKey(String id, String task, long taskId) {
  public static RunKey of(Run run) {
    return new RunKey(run.id(), run.task(), run.taskId());
  }
}
