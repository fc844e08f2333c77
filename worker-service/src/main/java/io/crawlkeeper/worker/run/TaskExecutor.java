package io.crawlkeeper.worker.run;

import io.crawlkeeper.model.Run.Outcome;

/** Carries out attempts of one kind of task. One instance serves many attempts at once. */
public interface TaskExecutor {

  /** The field of the task's spec that this executor carries out, such as {@code crawl}. */
  String kind();

  /**
   * Carries out one attempt and returns when it has ended and all its output is safe on disk. Runs
   * on a thread of its own. Output becomes visible only when the outcome has been committed; that
   * of an attempt that was stopped is thrown away by {@link #discard}.
   *
   * @return how it ended; a crawl that failed is an outcome, not an exception
   * @throws InterruptedException if the attempt was {@linkplain Attempt#stopRequested stopped}
   */
  Outcome execute(Attempt attempt) throws InterruptedException;

  /** Removes what the attempt has written. Called after {@link #execute} has returned or thrown. */
  void discard(Attempt attempt);
}
