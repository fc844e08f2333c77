package io.crawlkeeper.master.cluster;

import io.crawlkeeper.model.Assignment;
import io.crawlkeeper.model.Ledger;
import io.crawlkeeper.model.RunState;
import io.crawlkeeper.model.RunState.Ended;
import io.crawlkeeper.model.RunState.Live;
import io.crawlkeeper.model.Task;
import org.jspecify.annotations.Nullable;

/** Where a task stands, as users see it. */
public enum TaskState {
  /** No worker fits: see the reason in its status. */
  PENDING,
  /** Placed on a worker; a run waits for a slot, or nothing has been decided yet. */
  ASSIGNED,
  /** Waits for its next tick. */
  SCHEDULED,
  /** Its schedule is paused, and nothing runs. */
  PAUSED,
  RUNNING,
  /** The last attempt failed, and the next one waits for its time. */
  RETRYING,
  /** Ran once and is over; so are those that follow. */
  SUCCEEDED,
  FAILED,
  TIMED_OUT,
  CANCELLED;

  /**
   * What follows from the facts.
   *
   * @param assignment null if the task is on no worker
   * @param ledger null if none is known
   */
  public static TaskState of(Task task, @Nullable Assignment assignment, @Nullable Ledger ledger) {
    var last = ledger == null ? null : ledger.last();
    if (ledger != null && last != null && ledger.settled(task)) {
      return over(last.state());
    }
    if (assignment == null) {
      return PENDING;
    }
    if (ledger != null && !ledger.live().isEmpty()) {
      return live(ledger, assignment.worker());
    }
    var schedule = task.spec().effectiveSchedule();
    if (schedule.isPaused()) {
      return PAUSED;
    }
    return schedule.recurring() || schedule.startAt() != null ? SCHEDULED : ASSIGNED;
  }

  private static TaskState live(Ledger ledger, String worker) {
    if (ledger.live().stream()
        .anyMatch(run -> run.is(Live.RUNNING) && run.worker().equals(worker))) {
      return RUNNING;
    }
    return ledger.live().stream().allMatch(run -> run.is(Live.RETRYING)) ? RETRYING : ASSIGNED;
  }

  private static TaskState over(RunState state) {
    return switch (state) {
      case Ended.SUCCEEDED -> SUCCEEDED;
      case Ended.FAILED -> FAILED;
      case Ended.TIMED_OUT -> TIMED_OUT;
      case Ended.CANCELLED -> CANCELLED;
      case Live _ -> throw new IllegalStateException("has not ended: " + state);
    };
  }
}
