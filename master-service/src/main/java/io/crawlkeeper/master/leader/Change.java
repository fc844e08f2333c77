package io.crawlkeeper.master.leader;

import io.crawlkeeper.master.cluster.TaskEntry;
import io.crawlkeeper.model.Assignment;

/** One fact that the leader writes; a decision is a list of them, committed together. */
public sealed interface Change {

  /**
   * The task is so now.
   *
   * @param entry with the version that the write gives it: 0 creates the task and its run znode
   */
  record TaskStored(TaskEntry entry) implements Change {}

  /** The task is gone, and its run with it. {@code entry} is the one that was there. */
  record TaskDeleted(TaskEntry entry) implements Change {}

  /** The task has a run znode again, after somebody removed it. */
  record RunMade(TaskEntry entry) implements Change {}

  /** The task has this place, after it had none. */
  record Assigned(Assignment assignment) implements Change {}

  /** The task stays in its place; what to run there has changed. */
  record Renewed(Assignment assignment) implements Change {}

  record Unassigned(String worker, String task) implements Change {}

  /** The worker can be given assignments. */
  record FolderMade(String worker) implements Change {}

  /** The worker is gone and has no assignments left. */
  record FolderRemoved(String worker) implements Change {}

  record KeyKept(KeyRecord key) implements Change {}

  record KeyDropped(String hash) implements Change {}
}
