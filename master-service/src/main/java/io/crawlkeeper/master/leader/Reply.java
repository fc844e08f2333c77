package io.crawlkeeper.master.leader;

import io.crawlkeeper.master.cluster.TaskEntry;
import io.crawlkeeper.model.Assignment;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** What became of a request. Given only after the commit. */
public sealed interface Reply {

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

  /** There is a task of this name already. {@code index} is its place in a batch, else 0. */
  record Exists(String name, int index) implements Reply {}

  record Absent(String name) implements Reply {}

  /** The task has another version than the request asked for; null if it does not exist. */
  record Stale(String name, @Nullable Integer version) implements Reply {}

  /** The idempotency key was used for another body. */
  record KeyReused() implements Reply {}

  /** The key was used, and what it created has been deleted since. */
  record KeySpent(String name) implements Reply {}

  /** The changes of an all-or-none batch do not fit one commit. */
  record TooLarge() implements Reply {}

  /** ZooKeeper does not hold what it should for this task, so nothing was done. */
  record Inconsistent() implements Reply {}

  /** This master does not lead; nothing was done. */
  record NotLeading() implements Reply {}

  /** It cannot be known whether it was done: ask again with the same operation id. */
  record Unknown() implements Reply {}
}
