package io.crawlkeeper.worker.run;

import io.crawlkeeper.model.Progress;
import io.crawlkeeper.model.Run;
import io.crawlkeeper.model.TaskSpec;

/** One try of a run, as its executor sees it. Safe for use by many threads. */
public interface Attempt {

  Run run();

  TaskSpec spec();

  /**
   * Names this attempt for ever: no other attempt, of this or any other run, has the same. Up to
   * 400 characters, printable, without spaces.
   */
  default String token() {
    return run().id() + "/" + run().attempt() + "/" + run().worker();
  }

  /** Whether to begin anew, and not to go on where the attempts before this one have stopped. */
  boolean afresh();

  /**
   * Whether a new request may be sent now. False while this worker cannot be sure that it still
   * owns the run; it may become true again. Costs no I/O.
   */
  boolean mayAct();

  /** Whether the attempt is to end as soon as it can; its thread is interrupted as well. */
  boolean stopRequested();

  /** Tells how far the attempt has come. May be called at any rate: the receiver thins it out. */
  void report(Progress progress);
}
