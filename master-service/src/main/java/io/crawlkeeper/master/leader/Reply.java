package io.crawlkeeper.master.leader;

import io.crawlkeeper.master.cluster.TaskEntry;
import io.crawlkeeper.master.placement.Move;
import io.crawlkeeper.model.Assignment;
import io.crawlkeeper.model.Backfill;
import io.crawlkeeper.model.Cordon;
import io.crawlkeeper.model.WorkerNode;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** What became of a request. Given only after the commit. */
public sealed interface Reply {

  /** Nothing was done; or in the last case, perhaps. */
  sealed interface Refused extends Reply {}

  /**
   * The task is so now, or would be in a dry run.
   *
   * @param assignment where it is or would be placed; null if it waits
   * @param created whether this request brought it into being
   */
  record Stored(TaskEntry entry, @Nullable Assignment assignment, boolean created)
      implements Reply {}

  /** All are stored, in the order of the request. */
  record AllStored(List<Stored> tasks) implements Reply {
    public AllStored {
      tasks = List.copyOf(tasks);
    }
  }

  record Deleted(String name) implements Reply {}

  /**
   * The owner of the task is asked, or would be in a dry run.
   *
   * @param run id of the request, in the form of the id of its run: {@code 2501-r3}
   * @param backfill as it was asked for; null unless it is one
   */
  record Requested(TaskEntry entry, String run, @Nullable Backfill backfill) implements Reply {}

  /** The run is not known to be under way. */
  record NoRun(String run) implements Refused {}

  record RunEnded(String run) implements Refused {}

  /** The backfill is not known, or through. */
  record NoBackfill(String backfill) implements Refused {}

  /** So many requests wait for the task's owner that no more are taken. */
  record QueueFull(String name) implements Refused {}

  /**
   * The worker is so now.
   *
   * @param cordon null if it gets tasks
   * @param left whether more is to be done than fits one commit: ask again
   */
  record WorkerChanged(WorkerNode worker, @Nullable Cordon cordon, boolean left) implements Reply {}

  record NoWorker(String worker) implements Refused {}

  /** Several workers have this id: only a name with incarnation tells which is meant. */
  record ManyWorkers(String worker) implements Refused {}

  /**
   * These tasks move, or would.
   *
   * @param more whether there are more moves than fit one commit
   */
  record Rebalanced(List<Move> moves, boolean more) implements Reply {
    public Rebalanced {
      moves = List.copyOf(moves);
    }
  }

  /** There is a task of this name already. {@code index} is its place in a batch, else 0. */
  record Exists(String name, int index) implements Refused {}

  record Absent(String name) implements Refused {}

  /** The task has another version than the request asked for; null if it does not exist. */
  record Stale(String name, @Nullable Integer version) implements Refused {}

  /** The idempotency key was used for another body. */
  record KeyReused() implements Refused {}

  /** The key was used, and what it created has been deleted since. */
  record KeySpent(String name) implements Refused {}

  /** The changes of an all-or-none batch do not fit one commit. */
  record TooLarge() implements Refused {}

  /** ZooKeeper does not hold what it should for this task, so nothing was done. */
  record Inconsistent() implements Refused {}

  /** This master does not lead; nothing was done. */
  record NotLeading() implements Refused {}

  /** It cannot be known whether it was done: ask again with the same operation id. */
  record Unknown() implements Refused {}
}
