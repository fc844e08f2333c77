package io.crawlkeeper.master.leader;

import io.crawlkeeper.master.task.TaskDraft;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What a user asks of the leader. Every request has an operation id: if it is sent again because
 * its answer was lost, it has the same one and is answered as the first time.
 */
public sealed interface Request {

  String operation();

  /** Whether only the answer is wanted, and no change. */
  boolean dryRun();

  /**
   * A new task.
   *
   * @param key what the client calls this request, for 24 hours; null if it gave none
   */
  record Create(TaskDraft draft, @Nullable Key key, String operation, boolean dryRun)
      implements Request {}

  /**
   * The task shall be so, whether it exists or not.
   *
   * @param ifVersion only over this version; null means any, {@link #ABSENT} only if it does not
   *     exist, {@link #PRESENT} only if it does
   */
  record Apply(TaskDraft draft, @Nullable Integer ifVersion, String operation, boolean dryRun)
      implements Request {}

  /** The task shall not be. {@code ifVersion} as in {@link Apply}. */
  record Delete(String name, @Nullable Integer ifVersion, String operation, boolean dryRun)
      implements Request {}

  /** New tasks, all or none; as many as fit one commit. */
  record CreateAll(List<TaskDraft> drafts, String operation, boolean dryRun) implements Request {
    public CreateAll {
      drafts = List.copyOf(drafts);
    }
  }

  int ABSENT = -1;
  int PRESENT = -2;

  /**
   * An idempotency key.
   *
   * @param hash of the key, in hexadecimal digits
   * @param fingerprint hash of the request's body: the same key with another body is a mistake
   */
  record Key(String hash, String fingerprint) {}
}
