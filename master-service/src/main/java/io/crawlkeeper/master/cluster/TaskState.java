package io.crawlkeeper.master.cluster;

import io.crawlkeeper.model.Assignment;
import io.crawlkeeper.model.Run;
import io.crawlkeeper.model.RunState;
import io.crawlkeeper.model.Task;
import org.jspecify.annotations.Nullable;

/** Where a task stands, as users see it. */
public enum TaskState {
  /** No worker fits: see the reason in its status. */
  PENDING,
  /** Placed on a worker that has not started it yet. */
  ASSIGNED,
  RUNNING,
  SUCCEEDED,
  FAILED,
  CANCELLED;

  /**
   * What follows from the facts.
   *
   * @param assignment null if the task is on no worker
   * @param run the last one; null if none is known
   */
  public static TaskState of(Task task, @Nullable Assignment assignment, @Nullable Run run) {
    if (run != null && run.settles(task.generation())) {
      return switch (run.state()) {
        case SUCCEEDED -> SUCCEEDED;
        case FAILED -> FAILED;
        case CANCELLED -> CANCELLED;
        case NONE, RUNNING, RELEASED -> throw new IllegalStateException("not ended: " + run);
      };
    }
    if (assignment == null) {
      return PENDING;
    }
    var runsHere =
        run != null && run.state() == RunState.RUNNING && run.worker().equals(assignment.worker());
    return runsHere ? RUNNING : ASSIGNED;
  }
}
