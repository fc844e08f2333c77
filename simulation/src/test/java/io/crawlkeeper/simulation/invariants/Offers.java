package io.crawlkeeper.simulation.invariants;

import static io.crawlkeeper.simulation.invariants.Invariant.TASKS_WHERE_THEIR_KIND_IS;

import io.crawlkeeper.model.Task;
import io.crawlkeeper.model.WorkerNode;
import io.crawlkeeper.simulation.keeper.Commit;
import io.crawlkeeper.simulation.keeper.Node;
import io.crawlkeeper.znode.ZnodeCodec;
import io.crawlkeeper.znode.ZnodePaths;
import java.util.HashMap;
import java.util.Map;
import java.util.Set;

/** Which kinds each worker has ever announced, and of which kind each task is. */
final class Offers {

  private static final String WORKERS = ZnodePaths.SERVICES + "/" + ZnodePaths.WORKER_SERVICE + "/";
  private static final int LEAF = 3;

  private final Map<String, Set<String>> byWorker = new HashMap<>();
  private final Map<String, String> byTask = new HashMap<>();

  /**
   * @param owners as they are after the commit
   */
  void check(Commit commit, Owners owners) {
    for (var effect : commit.effects()) {
      var after = effect.after();
      if (after != null) {
        take(effect.path(), after);
      }
    }
    for (var effect : commit.effects()) {
      if (concernsATask(effect.path())) {
        check(ZnodePaths.nameOf(effect.path()), owners);
      }
    }
  }

  private void take(String path, Node after) {
    if (path.startsWith(WORKERS)) {
      var worker = ZnodeCodec.decode(after.data(), WorkerNode.class);
      byWorker.put(worker.name(), worker.kinds());
    } else if (path.startsWith(ZnodePaths.TASKS + "/") && leaf(path)) {
      var task = ZnodeCodec.decode(after.data(), Task.class);
      byTask.put(task.name(), task.spec().kind());
    }
  }

  private static boolean concernsATask(String path) {
    return leaf(path)
        && (path.startsWith(ZnodePaths.TASKS + "/")
            || path.startsWith(ZnodePaths.ASSIGNMENTS + "/"));
  }

  private static boolean leaf(String path) {
    return ZnodePaths.parts(path).size() == LEAF;
  }

  private void check(String task, Owners owners) {
    var kind = byTask.getOrDefault(task, "");
    for (var worker : owners.of(task)) {
      TASKS_WHERE_THEIR_KIND_IS.check(
          byWorker.getOrDefault(worker, Set.of()).contains(kind),
          () -> "%s is on %s, which does not offer %s".formatted(task, worker, kind));
    }
  }
}
