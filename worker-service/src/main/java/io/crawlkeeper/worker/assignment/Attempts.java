package io.crawlkeeper.worker.assignment;

import io.crawlkeeper.model.Run;
import io.crawlkeeper.model.Task;
import io.crawlkeeper.worker.run.UnderWay;
import java.util.function.Consumer;

/** Port to where attempts are carried out. Its calls return at once. */
public interface Attempts {

  /**
   * Begins an attempt.
   *
   * @param afterLoss whether the worker of the attempt before was lost
   * @param over is told once, from any thread, when it is over
   */
  UnderWay begin(Task task, Run run, boolean afterLoss, Consumer<UnderWay> over);

  /**
   * A run has ended by a commit of this worker: only its output is to be kept, if it has one.
   *
   * @param run as it has ended
   */
  default void ended(Run run) {}

  /**
   * An attempt is over whose task is not this worker's any more. Its run may go on elsewhere with
   * what it has left, or be over; the ledger tells.
   */
  default void left(Run run) {}
}
