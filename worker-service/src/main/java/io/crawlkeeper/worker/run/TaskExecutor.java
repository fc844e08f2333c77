package io.crawlkeeper.worker.run;

import io.crawlkeeper.model.Run;
import io.crawlkeeper.model.Run.Outcome;
import java.io.IOException;
import java.util.List;
import java.util.Optional;

/**
 * Carries out attempts of one kind of task: all that a new kind has to bring. One instance serves
 * many attempts at once, so all its methods are called by many threads.
 *
 * <p>When a run begins, overlaps, times out, is tried again or is cancelled, is decided by others,
 * alike for all kinds, and committed before it is done. An executor only has to end an attempt when
 * it is told so, and to tell the truth about how one ended.
 *
 * <p>What keeps a run from happening twice: a run has one attempt at a time, and attempts of a run
 * are numbered. The attempt of a worker that was cut off may still be on its way when the next one
 * begins elsewhere; whatever an executor does to the outside world should therefore carry {@link
 * Attempt#token} or the number of the attempt, and check it.
 */
public interface TaskExecutor {

  /**
   * What tasks call it: {@code crawl}, {@code http}, {@code job}, or the kind in {@code
   * spec.plugin}; 1 to 63 small letters, digits and '-', the first a letter. Always the same.
   */
  String kind();

  /**
   * Carries out one attempt and returns when it has ended and all its output is safe on disk. Runs
   * on a virtual thread of its own, and may block. Output becomes visible only when the outcome has
   * been committed. What an attempt that was stopped has left is for the next one of its run,
   * wherever that is: it is called with {@link Attempt#afresh} false to go on with it.
   *
   * @return how it ended; work that failed is an outcome, not an exception. An exception counts as
   *     {@code FAILED} with its text as the reason.
   * @throws InterruptedException if the attempt was {@linkplain Attempt#stopRequested stopped}: it
   *     was cancelled, replaced or took too long, and {@link #clear} follows; or it is given to
   *     another worker, and nothing may be removed
   */
  Outcome execute(Attempt attempt) throws InterruptedException;

  /**
   * Removes what a run has left: it is over, and no attempt follows. Called
   *
   * <ul>
   *   <li>on the worker that commits the end of the run, however it ended;
   *   <li>on a worker that has lost the task while it ran, soon after its next owner has ended it;
   *   <li>for each of {@link #leftovers}, on any worker, when its run is over: that of a task that
   *       was deleted, or whose worker died;
   *   <li>again, if it threw an exception or the worker died within it, as long as {@link
   *       #leftovers} names the run.
   * </ul>
   *
   * So it may be called more than once, by several workers, for runs of which there is nothing, and
   * for runs of other kinds.
   *
   * @param run as it has ended; its output stays, and without one nothing does. Of a run that
   *     nobody knows any more only id, task and task id are right; its state is then {@code
   *     CANCELLED}.
   * @throws RuntimeException if something is left; it is logged
   */
  void clear(Run run);

  /**
   * Runs of which there is something that {@link #clear} would remove, as far as it can be seen
   * from here, whoever made it. Asked for at the start and every few minutes; each run is then
   * looked up in its ledger, and cleared if it is over. Of an executor that leaves nothing outside
   * its process, none.
   *
   * @throws IOException if it cannot be seen now
   */
  default List<RunKey> leftovers() throws IOException {
    return List.of();
  }

  /**
   * The log of a run, as a person would read it.
   *
   * @param run its id; it may be under way here, be over, or be unknown
   * @return empty if there is none, or none any more
   * @throws IOException if that cannot be seen now
   */
  default Optional<RunLog> log(String run) throws IOException {
    return Optional.empty();
  }
}
