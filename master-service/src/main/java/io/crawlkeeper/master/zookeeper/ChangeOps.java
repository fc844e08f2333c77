package io.crawlkeeper.master.zookeeper;

import io.crawlkeeper.master.cluster.TaskEntry;
import io.crawlkeeper.master.leader.Change;
import io.crawlkeeper.model.Assignment;
import io.crawlkeeper.model.Ledger;
import io.crawlkeeper.znode.ZnodeCodec;
import io.crawlkeeper.znode.ZnodePaths;
import java.util.List;
import org.apache.zookeeper.CreateMode;
import org.apache.zookeeper.Op;
import org.apache.zookeeper.ZooDefs.Ids;

/** The writes to ZooKeeper that each change of the leader stands for. */
final class ChangeOps {

  private static final int ANY_VERSION = -1;

  private ChangeOps() {}

  static List<Op> of(Change change) {
    return switch (change) {
      case Change.TaskStored stored -> stored(stored.entry());
      case Change.TaskDeleted deleted -> deleted(deleted.entry());
      case Change.RunMade made -> List.of(run(made.entry()));
      case Change.Assigned assigned ->
          List.of(create(path(assigned.assignment()), assigned.assignment()));
      case Change.Renewed renewed ->
          List.of(put(path(renewed.assignment()), renewed.assignment(), false));
      case Change.Unassigned gone ->
          List.of(Op.delete(ZnodePaths.assignment(gone.worker(), gone.task()), ANY_VERSION));
      case Change.QueueWritten(var queue, var first) ->
          List.of(put(ZnodePaths.requests(queue.task(), queue.taskId()), queue, first));
      case Change.QueueDropped(var task, var taskId) ->
          List.of(Op.delete(ZnodePaths.requests(task, taskId), ANY_VERSION));
      case Change.Cordoned(var cordon, var first) ->
          List.of(put(ZnodePaths.cordon(cordon.worker()), cordon, first));
      case Change.Uncordoned(var worker) ->
          List.of(Op.delete(ZnodePaths.cordon(worker), ANY_VERSION));
      case Change.FolderMade made -> List.of(create(ZnodePaths.assignments(made.worker())));
      case Change.FolderRemoved removed ->
          List.of(Op.delete(ZnodePaths.assignments(removed.worker()), ANY_VERSION));
      case Change.KeyKept kept -> List.of(create(key(kept.key().hash()), kept.key()));
      case Change.KeyDropped dropped -> List.of(Op.delete(key(dropped.hash()), ANY_VERSION));
    };
  }

  private static List<Op> stored(TaskEntry entry) {
    var path = ZnodePaths.task(entry.name());
    if (entry.version() > 0) {
      return List.of(Op.setData(path, ZnodeCodec.encode(entry.task()), entry.version() - 1));
    }
    return List.of(create(path, entry.task()), run(entry));
  }

  private static Op run(TaskEntry entry) {
    return create(ZnodePaths.run(entry.name(), entry.id()), Ledger.empty(entry.name(), entry.id()));
  }

  private static List<Op> deleted(TaskEntry entry) {
    return List.of(
        Op.delete(ZnodePaths.task(entry.name()), entry.version()),
        Op.delete(ZnodePaths.run(entry.name(), entry.id()), ANY_VERSION));
  }

  private static String path(Assignment assignment) {
    return ZnodePaths.assignment(assignment.worker(), assignment.task());
  }

  private static String key(String hash) {
    return ZnodePaths.IDEMPOTENCY + "/" + ZnodePaths.bucket(hash) + "/" + hash;
  }

  private static Op put(String path, Object record, boolean first) {
    return first ? create(path, record) : Op.setData(path, ZnodeCodec.encode(record), ANY_VERSION);
  }

  private static Op create(String path, Object record) {
    return Op.create(path, ZnodeCodec.encode(record), Ids.OPEN_ACL_UNSAFE, CreateMode.PERSISTENT);
  }

  private static Op create(String path) {
    return Op.create(path, new byte[0], Ids.OPEN_ACL_UNSAFE, CreateMode.PERSISTENT);
  }
}
