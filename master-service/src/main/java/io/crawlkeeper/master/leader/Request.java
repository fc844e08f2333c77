package io.crawlkeeper.master.leader;

import io.crawlkeeper.master.task.TaskDraft;
import java.time.Duration;
import java.time.Instant;
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

  /**
   * A run of the task, besides its schedule.
   *
   * @param key as in {@link Create}
   */
  record RunNow(String task, @Nullable Key key, String operation, boolean dryRun)
      implements Request {}

  /** The run shall end. {@code run} is its id. */
  record CancelRun(String run, String operation, boolean dryRun) implements Request {}

  /** No more ticks of the backfill shall be run. {@code backfill} is the id of its request. */
  record CancelBackfill(String task, String backfill, String operation, boolean dryRun)
      implements Request {}

  /**
   * Runs for ticks of the past.
   *
   * @param from no tick before it
   * @param to no tick after it
   * @param ifVersion as in {@link Apply}: the ticks were counted by the schedule of this version
   * @param key as in {@link Create}
   */
  record BackfillTicks(
      String task,
      Instant from,
      Instant to,
      int ifVersion,
      @Nullable Key key,
      String operation,
      boolean dryRun)
      implements Request {}

  /**
   * The worker shall get no more tasks; with a deadline, it shall hand over those it has.
   *
   * @param worker its id, or its name with incarnation
   * @param within how long it has for that; null if it is only cordoned
   */
  record CordonWorker(String worker, @Nullable Duration within, String operation, boolean dryRun)
      implements Request {}

  /** The worker shall get tasks again. {@code worker} as in {@link CordonWorker}. */
  record UncordonWorker(String worker, String operation, boolean dryRun) implements Request {}

  /** The load shall be even. {@code running}: even if tasks that run have to be handed over. */
  record Rebalance(boolean running, String operation, boolean dryRun) implements Request {}

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
