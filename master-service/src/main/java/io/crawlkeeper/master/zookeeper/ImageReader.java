package io.crawlkeeper.master.zookeeper;

import io.crawlkeeper.master.cluster.ClusterImage;
import io.crawlkeeper.master.cluster.TaskEntry;
import io.crawlkeeper.model.Assignment;
import io.crawlkeeper.model.Leadership;
import io.crawlkeeper.model.Ledger;
import io.crawlkeeper.model.Task;
import io.crawlkeeper.model.WorkerNode;
import io.crawlkeeper.znode.ZnodePaths;
import io.crawlkeeper.zookeeper.Keeper;
import io.crawlkeeper.zookeeper.MultiReads;
import io.crawlkeeper.zookeeper.Znode;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.function.Supplier;
import org.apache.zookeeper.KeeperException;
import org.pcollections.TreePMap;

/** Reads parts of the cluster's image from ZooKeeper; the workers are told by discovery. */
public final class ImageReader {

  /** The parts of the path of a leaf: root, bucket or worker, and name. */
  private static final int ROOT = 0;

  private static final int GROUP = 1;
  private static final int NAME = 2;

  private final MultiReads reads;
  private final Supplier<TreePMap<String, WorkerNode>> workers;

  /**
   * @param workers asks discovery for those alive, by name; may block
   */
  public ImageReader(Keeper keeper, Supplier<TreePMap<String, WorkerNode>> workers) {
    this.reads = new MultiReads(keeper);
    this.workers = workers;
  }

  public ClusterImage all() throws KeeperException, InterruptedException {
    var image = ClusterImage.EMPTY.withWorkers(workers.get());
    for (var znode : reads.grandchildren(ZnodePaths.TASKS)) {
      image = with(image, znode.path(), znode);
    }
    for (var znode : reads.grandchildren(ZnodePaths.ASSIGNMENTS)) {
      image = with(image, znode.path(), znode);
    }
    for (var znode : reads.grandchildren(ZnodePaths.RUNS)) {
      image = with(image, znode.path(), znode);
    }
    return image;
  }

  /** The image after these paths were read again: what is not there any more leaves it. */
  public ClusterImage update(ClusterImage before, Collection<String> paths)
      throws KeeperException, InterruptedException {
    var leaves = paths.stream().filter(path -> ZnodePaths.parts(path).size() == NAME + 1).toList();
    var found = reads.byPath(leaves);
    var image = before;
    for (var path : leaves) {
      var znode = found.get(path);
      image = znode == null ? without(image, ZnodePaths.parts(path)) : with(image, path, znode);
    }
    return paths.stream().anyMatch(path -> path.startsWith(ZnodePaths.SERVICES))
        ? image.withWorkers(workers.get())
        : image;
  }

  private static ClusterImage with(ClusterImage image, String path, Znode znode) {
    return switch ("/" + ZnodePaths.parts(path).get(ROOT)) {
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
      default -> image;
    };
  }

  private static ClusterImage without(ClusterImage image, List<String> path) {
    return switch ("/" + path.get(ROOT)) {
      case ZnodePaths.TASKS -> image.withoutTask(path.get(NAME));
      case ZnodePaths.ASSIGNMENTS -> {
        var assignment = image.assignment(path.get(NAME));
        yield assignment != null && assignment.worker().equals(path.get(GROUP))
            ? image.withoutAssignment(path.get(NAME))
            : image;
      }
      case ZnodePaths.RUNS ->
          image.withLedgers(image.ledgers().minus(Long.valueOf(path.get(NAME))));
      default -> image;
    };
  }

  public ElectionImage election() throws KeeperException, InterruptedException {
    var epoch = reads.data(List.of(ZnodePaths.EPOCH));
    var latches = reads.data(reads.children(List.of(ZnodePaths.ELECTION)));
    var participants = new ArrayList<String>();
    for (var latch : latches) {
      participants.add(new String(latch.data(), StandardCharsets.UTF_8));
    }
    participants.sort(null);
    var holder =
        epoch.isEmpty() || epoch.getFirst().data().length == 0
            ? null
            : epoch.getFirst().as(Leadership.class);
    return new ElectionImage(
        epoch.isEmpty() ? 0 : epoch.getFirst().version(),
        holder,
        latches.stream().map(Znode::name).toList(),
        participants);
  }
}
