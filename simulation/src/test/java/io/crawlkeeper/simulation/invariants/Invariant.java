package io.crawlkeeper.simulation.invariants;

import java.util.function.Supplier;

/** What is promised. */
public enum Invariant {
  /** A task is assigned to one worker at most, and only that worker writes its ledger. */
  ONE_VALID_RUN_TOKEN,
  /** A task is assigned only to workers that have announced its kind. */
  TASKS_WHERE_THEIR_KIND_IS,
  /** No write of a leader lands after a write of a later one's epoch. */
  EPOCH_ONLY_RISES,
  /** A task whose creation was acknowledged is there until somebody asks to delete it. */
  NO_ACKNOWLEDGED_TASK_LOST,
  /** Every tick that the cursor passes is recorded, and no tick brings about two runs. */
  EACH_TICK_RECORDED_ONCE,
  /** No wrong clock has anything happen ahead of its time. */
  NOTHING_AHEAD_OF_ITS_TIME,
  /** An attempt that lost its run changes nothing of it any more. */
  NO_COMMIT_OF_A_SUPERSEDED_ATTEMPT,
  /** After the faults every request of a user is answered soon. */
  REQUESTS_ANSWERED_IN_THE_END,
  /** After the faults every task is on a worker that is alive. */
  ALL_TASKS_PLACED_IN_THE_END,
  /** After the faults ticks are accounted for in time, and requests are taken up. */
  SCHEDULES_GO_ON_IN_THE_END;

  /**
   * @throws Broken if it does not hold
   */
  public void check(boolean holds, Supplier<String> what) {
    if (!holds) {
      throw new Broken(this, what.get());
    }
  }

  /** An invariant does not hold. */
  public static final class Broken extends AssertionError {
    private static final long serialVersionUID = 1;

    private final Invariant invariant;

    Broken(Invariant invariant, String what) {
      super(invariant + ": " + what);
      this.invariant = invariant;
    }

    public Invariant invariant() {
      return invariant;
    }
  }
}
