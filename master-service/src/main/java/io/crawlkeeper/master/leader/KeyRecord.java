package io.crawlkeeper.master.leader;

import java.time.Duration;
import java.time.Instant;

/**
 * Remembers what a request with an idempotency key created.
 *
 * @param hash of the key
 * @param fingerprint of the request's body
 */
public record KeyRecord(
    String hash, String fingerprint, String task, long taskId, Instant creationTime) {

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
