package io.crawlkeeper.worker.assignment;

import io.crawlkeeper.model.Ledger;
import java.util.concurrent.CompletableFuture;

/**
 * Port to where ledgers are kept. A write succeeds only while the task is assigned to this worker
 * and nobody has written its ledger since; many writes share one commit. Safe for use by many
 * threads.
 */
public interface Ledgers {

  /**
   * Writes the ledger.
   *
   * @param version of the ledger's znode as this worker knows it
   * @return completed when it is certain what became of it, however long ZooKeeper is away; never
   *     exceptionally
   */
  CompletableFuture<Verdict> write(Ledger ledger, int version);

  /** What became of a write. */
  sealed interface Verdict {}

  /** The ledger is so now, and {@code version} is what the next write needs. */
  record Held(int version) implements Verdict {}

  /** The task is not this worker's any more; the write has not been and will not be done. */
  record Superseded() implements Verdict {}

  /** The task is not this worker's any more; whether the write was done before cannot be told. */
  record Unsure() implements Verdict {}
}
