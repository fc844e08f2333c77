package io.crawlkeeper.worker.run;

import io.crawlkeeper.model.Run;
import io.crawlkeeper.model.Run.Outcome;

/** Carries out attempts of one kind of task. One instance serves many attempts at once. */
public interface TaskExecutor {

  /** The field of the task's spec that this executor carries out, such as {@code crawl}. */
  String kind();

  /**
   * Carries out one attempt and returns when it has ended and all its output is safe on disk. Runs
   * on a thread of its own. Output becomes visible only when the outcome has been committed. What
   * an attempt that was stopped has left is for the next one of its run, wherever that is.
   *
   * @return how it ended; a crawl that failed is an outcome, not an exception
   * @throws InterruptedException if the attempt was {@linkplain Attempt#stopRequested stopped}
   */
  Outcome execute(Attempt attempt) throws InterruptedException;

  /**
   * Removes what a run has left: it is over, and no attempt follows. May be called again.
   *
   * @param run as it has ended; its output stays, and without one nothing does
   */
  void clear(Run run);
}
