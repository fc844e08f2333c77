package io.crawlkeeper.master.leader;

import io.crawlkeeper.model.Backfill;
import java.time.Duration;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * Remembers what a request with an idempotency key created: a task, or a request to its owner.
 *
 * @param hash of the key
 * @param fingerprint of the request's body
 * @param run id of the request, in the form of the id of its run; null if it created the task
 * @param backfill as it was asked for; null unless it is one
 */
public record KeyRecord(
    String hash,
    String fingerprint,
    String task,
    long taskId,
    Instant creationTime,
    @Nullable String run,
    @Nullable Backfill backfill) {

  static final Duration KEPT = Duration.ofHours(24);
  private static final String SEED = "seed-";

  /** The key of a task from configuration; kept for ever, as it is to be created only once. */
  static Request.Key ofSeed(String name) {
    return new Request.Key(SEED + name, SEED);
  }

  boolean overAt(Instant now) {
    return !hash.startsWith(SEED) && creationTime.plus(KEPT).isBefore(now);
  }
}
