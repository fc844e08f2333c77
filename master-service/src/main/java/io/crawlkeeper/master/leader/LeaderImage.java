package io.crawlkeeper.master.leader;

import io.crawlkeeper.master.cluster.ClusterImage;
import org.pcollections.HashPMap;
import org.pcollections.HashTreePMap;
import org.pcollections.HashTreePSet;
import org.pcollections.MapPSet;

/**
 * What the leader works on: the cluster, and what only the leader needs.
 *
 * @param keys idempotency keys that are remembered, by hash
 * @param folders workers that have a folder under {@code /assignments}, alive or not
 * @param runless ids of tasks whose run znode was not there when the facts were loaded
 */
public record LeaderImage(
    ClusterImage cluster,
    HashPMap<String, KeyRecord> keys,
    MapPSet<String> folders,
    MapPSet<Long> runless) {

  public static final LeaderImage EMPTY =
      new LeaderImage(
          ClusterImage.EMPTY, HashTreePMap.empty(), HashTreePSet.empty(), HashTreePSet.empty());

  public LeaderImage with(ClusterImage now) {
    return new LeaderImage(now, keys, folders, runless);
  }

  public LeaderImage withKey(KeyRecord key) {
    return new LeaderImage(cluster, keys.plus(key.hash(), key), folders, runless);
  }

  public LeaderImage withoutKey(String hash) {
    return new LeaderImage(cluster, keys.minus(hash), folders, runless);
  }

  public LeaderImage withFolder(String worker) {
    return new LeaderImage(cluster, keys, folders.plus(worker), runless);
  }

  public LeaderImage withoutFolder(String worker) {
    return new LeaderImage(cluster, keys, folders.minus(worker), runless);
  }

  public LeaderImage withoutRun(long taskId) {
    return new LeaderImage(cluster, keys, folders, runless.plus(taskId));
  }

  private LeaderImage withRun(long taskId) {
    return runless.contains(taskId)
        ? new LeaderImage(cluster, keys, folders, runless.minus(taskId))
        : this;
  }

  /** The image after the change. */
  public LeaderImage after(Change change) {
    return switch (change) {
      case Change.TaskStored stored -> with(cluster.withTask(stored.entry()));
      case Change.TaskDeleted deleted ->
          with(cluster.withoutTask(deleted.entry().name())).withRun(deleted.entry().id());
      case Change.RunMade made -> withRun(made.entry().id());
      case Change.Assigned assigned -> with(cluster.withAssignment(assigned.assignment()));
      case Change.Renewed renewed -> with(cluster.withAssignment(renewed.assignment()));
      case Change.Unassigned unassigned -> with(cluster.withoutAssignment(unassigned.task()));
      case Change.FolderMade made -> withFolder(made.worker());
      case Change.FolderRemoved removed -> withoutFolder(removed.worker());
      case Change.QueueWritten written -> with(cluster.withRequests(written.queue()));
      case Change.QueueDropped dropped -> with(cluster.withoutRequests(dropped.taskId()));
      case Change.Cordoned cordoned -> with(cluster.withCordon(cordoned.cordon()));
      case Change.Uncordoned uncordoned -> with(cluster.withoutCordon(uncordoned.worker()));
      case Change.KeyKept kept -> withKey(kept.key());
      case Change.KeyDropped dropped -> withoutKey(dropped.hash());
    };
  }
}
