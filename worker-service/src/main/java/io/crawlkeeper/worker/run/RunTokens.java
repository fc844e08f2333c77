package io.crawlkeeper.worker.run;

import io.crawlkeeper.model.Run;
import java.util.concurrent.CompletableFuture;

/**
 * Port to where runs are kept. A write succeeds only while the task is assigned to this worker and
 * nobody has written the run since; many writes share one commit. Safe for use by many threads.
 */
public interface RunTokens {

  /**
   * Writes the run.
   *
   * @param token version of the run's znode as this worker knows it
   * @return completed when it is certain what became of it, however long ZooKeeper is away; never
   *     exceptionally
   */
  CompletableFuture<Verdict> write(Run run, int token);

  /** What became of a write. */
  sealed interface Verdict {}

  /** The run is so now, and {@code token} is what the next write needs. */
  record Held(int token) implements Verdict {}

  /** The run is not this worker's any more; the write has not been and will not be done. */
  record Superseded() implements Verdict {}
}
