package io.crawlkeeper.model;

/** What became of a run. */
public enum RunState {
  /** The task has not been run yet. */
  NONE,
  /** An attempt is under way on the worker that the run names. */
  RUNNING,
  /** The worker gave the run back before it left; the next owner goes on with a new attempt. */
  RELEASED,
  /** Ended: all that was in scope and within the limits was crawled. */
  SUCCEEDED,
  /** Ended: nothing could be crawled, or the run broke. */
  FAILED,
  /** Ended: the task was changed while it ran, and the new form takes over. */
  CANCELLED;

  public boolean ended() {
    return switch (this) {
      case NONE, RUNNING, RELEASED -> false;
      case SUCCEEDED, FAILED, CANCELLED -> true;
    };
  }
}
