package io.crawlkeeper.worker.assignment;

import io.crawlkeeper.model.Run;
import io.crawlkeeper.model.Task;
import io.crawlkeeper.worker.run.UnderWay;
import java.util.function.Consumer;

/** Port to where attempts are carried out. */
public interface Attempts {

  /**
   * Begins an attempt; returns at once.
   *
   * @param over is told once, from any thread, when it is over
   */
  UnderWay begin(Task task, Run run, Consumer<UnderWay> over);
}
