package io.crawlkeeper.master.leader;

import io.crawlkeeper.master.cluster.TaskEntry;
import io.crawlkeeper.model.Assignment;
import io.crawlkeeper.model.Cordon;
import io.crawlkeeper.model.RequestQueue;

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

  /**
   * The requests to the owner of a task are so now.
   *
   * @param first whether nothing was ever asked of the task before, so that its znode has to be
   *     made
   */
  record QueueWritten(RequestQueue queue, boolean first) implements Change {}

  record QueueDropped(String task, long taskId) implements Change {}

  /**
   * The worker gets no more tasks, or is to be empty by another time.
   *
   * @param first whether it was not cordoned before
   */
  record Cordoned(Cordon cordon, boolean first) implements Change {}

  record Uncordoned(String worker) implements Change {}

  /** The worker can be given assignments. */
  record FolderMade(String worker) implements Change {}

  /** The worker is gone and has no assignments left. */
  record FolderRemoved(String worker) implements Change {}

  record KeyKept(KeyRecord key) implements Change {}

  record KeyDropped(String hash) implements Change {}
}
