package io.crawlkeeper.model;

import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * A worker that gets no more tasks. It ends some time after the worker's process.
 *
 * @param worker name with incarnation
 * @param since when it was cordoned
 * @param deadline when a drained worker has to have handed over its tasks; null if it is only
 *     cordoned
 * @param away since when the worker is not seen, be it gone or cut off for a while; null if it is
 *     there
 */
public record Cordon(
    String worker, Instant since, @Nullable Instant deadline, @Nullable Instant away) {

  /** That of a worker that is there. */
  public Cordon(String worker, Instant since, @Nullable Instant deadline) {
    this(worker, since, deadline, null);
  }

  /** The same, of a worker that is not seen since then; null if it is back. */
  public Cordon awaySince(@Nullable Instant time) {
    return new Cordon(worker, since, deadline, time);
  }

  public boolean drains() {
    return deadline != null;
  }
}
