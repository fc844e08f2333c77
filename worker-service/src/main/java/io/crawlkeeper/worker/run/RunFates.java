package io.crawlkeeper.worker.run;

import io.crawlkeeper.model.Run;
import java.util.Optional;

/** Port to what has become of runs, as the ledgers tell. Safe for use by many threads. */
public interface RunFates {

  /**
   * @return the run as it has ended; empty if it is live, or if that cannot be told
   * @throws InterruptedException if the thread is to end
   */
  Optional<Run> ended(RunKey run) throws InterruptedException;
}
