package io.crawlkeeper.worker.crawl.frontier;

import io.crawlkeeper.worker.run.RunKey;
import java.io.IOException;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Port to where the frontiers of runs outlive their processes. Safe for use by many threads. */
public interface FrontierStore {

  /**
   * Opens what the attempts before have left of a run; from then on nothing of them is taken any
   * more. What cannot be gone on with, or is not to be, is removed.
   *
   * @return null if there is nothing to go on with
   * @throws SupersededException if a later attempt has opened it
   * @throws FrontierAwayException if the store does not answer
   */
  @Nullable Frontier resume(Claim claim) throws IOException;

  /**
   * Makes the frontier of a run, with all that has happened so far in its first transaction. Asked
   * again after a failure it goes on with what the same attempt has made.
   *
   * @throws SupersededException if a later attempt has one
   * @throws FrontierAwayException if the store does not answer
   */
  Frontier begin(Claim claim, Beginning beginning) throws IOException;

  /** The runs that it holds anything of. */
  List<RunKey> runs() throws IOException;

  /** Removes all of a run, if there is any. */
  void drop(String run) throws IOException;
}
