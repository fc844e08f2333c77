package io.crawlkeeper.model;

import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * A worker that gets no more tasks. It ends with the worker's process.
 *
 * @param worker name with incarnation
 * @param since when it was cordoned
 * @param deadline when a drained worker has to have handed over its tasks; null if it is only
 *     cordoned
 */
public record Cordon(String worker, Instant since, @Nullable Instant deadline) {

  public boolean drains() {
    return deadline != null;
  }
}
