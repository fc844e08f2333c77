package io.crawlkeeper.master.zookeeper;

import io.crawlkeeper.master.cluster.ClusterImage;
import io.crawlkeeper.master.cluster.TaskEntry;
import io.crawlkeeper.model.Assignment;
import io.crawlkeeper.model.Cordon;
import io.crawlkeeper.model.Ledger;
import io.crawlkeeper.model.RequestQueue;
import io.crawlkeeper.model.Task;
import io.crawlkeeper.znode.ZnodePaths;
import io.crawlkeeper.zookeeper.Znode;
import java.util.List;

/** What each znode of a fact means to the image. */
final class Leaves {

  /** The parts of the path of a leaf: root, bucket or worker, and name. */
  private static final int ROOT = 0;

  private static final int GROUP = 1;
  private static final int NAME = 2;

  private Leaves() {}

  static boolean isLeaf(String path) {
    var parts = ZnodePaths.parts(path);
    return parts.size() == (root(parts).equals(ZnodePaths.CORDONS) ? GROUP : NAME) + 1;
  }

  /** The image with what the znode holds; as it was where that cannot be read. */
  static ClusterImage with(ClusterImage image, Znode znode) {
    return switch (root(ZnodePaths.parts(znode.path()))) {
      case ZnodePaths.TASKS -> {
        var task = znode.asIfReadable(Task.class);
        yield task == null ? image : image.withTask(new TaskEntry(task, znode.version()));
      }
      case ZnodePaths.ASSIGNMENTS -> {
        var assignment = znode.asIfReadable(Assignment.class);
        yield assignment == null ? image : image.withAssignment(assignment);
      }
      case ZnodePaths.RUNS -> {
        var ledger = znode.asIfReadable(Ledger.class);
        yield ledger == null
            ? image
            : image.withLedgers(image.ledgers().plus(ledger.taskId(), ledger));
      }
      case ZnodePaths.REQUESTS -> {
        var queue = znode.asIfReadable(RequestQueue.class);
        yield queue == null ? image : image.withRequests(queue);
      }
      case ZnodePaths.CORDONS -> {
        var cordon = znode.asIfReadable(Cordon.class);
        yield cordon == null ? image : image.withCordon(cordon);
      }
      default -> image;
    };
  }

  /** The image without what was at that path. */
  static ClusterImage without(ClusterImage image, String path) {
    var parts = ZnodePaths.parts(path);
    return switch (root(parts)) {
      case ZnodePaths.TASKS -> image.withoutTask(parts.get(NAME));
      case ZnodePaths.ASSIGNMENTS -> {
        var assignment = image.assignment(parts.get(NAME));
        yield assignment != null && assignment.worker().equals(parts.get(GROUP))
            ? image.withoutAssignment(parts.get(NAME))
            : image;
      }
      case ZnodePaths.RUNS ->
          image.withLedgers(image.ledgers().minus(Long.valueOf(parts.get(NAME))));
      case ZnodePaths.REQUESTS -> image.withoutRequests(Long.parseLong(parts.get(NAME)));
      case ZnodePaths.CORDONS -> image.withoutCordon(parts.get(GROUP));
      default -> image;
    };
  }

  private static String root(List<String> parts) {
    return "/" + parts.get(ROOT);
  }
}
