package io.crawlkeeper.worker.assignment;

import io.crawlkeeper.model.Assignment;
import io.crawlkeeper.model.Run;
import io.crawlkeeper.model.Task;

/**
 * A task that this worker owns.
 *
 * @param run the last run of the task
 * @param token version of the znode that holds the run
 */
public record AssignedTask(Assignment assignment, Task task, Run run, int token) {

  public String name() {
    return task.name();
  }

  /** Whether there is nothing left to do for this form of the task. */
  boolean settled() {
    return run.settles(task.generation());
  }

  AssignedTask with(Run now, int newToken) {
    return new AssignedTask(assignment, task, now, newToken);
  }
}
