package io.crawlkeeper.master.leader;

import io.crawlkeeper.master.cluster.TaskEntry;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/** What idempotency keys are good for: the same answer to the same request. Pure. */
final class Keys {

  private Keys() {}

  /** The answer of the first time; null if there is no key, or it is a new one. */
  static @Nullable Reply replay(LeaderImage image, Request.@Nullable Key key) {
    var used = key == null ? null : image.keys().get(key.hash());
    if (key == null || used == null) {
      return null;
    }
    if (!used.fingerprint().equals(key.fingerprint())) {
      return new Reply.KeyReused();
    }
    var entry = image.cluster().task(used.task());
    if (entry == null || entry.id() != used.taskId()) {
      return new Reply.KeySpent(used.task());
    }
    var run = used.run();
    return run == null
        ? new Reply.Stored(entry, image.cluster().assignment(entry.name()), true)
        : new Reply.Requested(entry, run, used.backfill());
  }

  /**
   * @param made the request that was made; null if the task was
   */
  static void keep(
      Draft draft,
      Request.@Nullable Key key,
      TaskEntry entry,
      Instant now,
      Reply.@Nullable Requested made) {
    if (key != null) {
      var record =
          new KeyRecord(
              key.hash(),
              key.fingerprint(),
              entry.name(),
              entry.id(),
              now,
              made == null ? null : made.run(),
              made == null ? null : made.backfill());
      draft.add(new Change.KeyKept(record));
    }
  }
}
