package io.crawlkeeper.master.zookeeper;

import io.crawlkeeper.master.cluster.ClusterImage;
import io.crawlkeeper.model.Leadership;
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

  private static final List<String> BUCKETED =
      List.of(ZnodePaths.TASKS, ZnodePaths.ASSIGNMENTS, ZnodePaths.RUNS, ZnodePaths.REQUESTS);

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
    for (var root : BUCKETED) {
      for (var znode : reads.grandchildren(root)) {
        image = Leaves.with(image, znode);
      }
    }
    for (var znode : reads.data(reads.children(List.of(ZnodePaths.CORDONS)))) {
      image = Leaves.with(image, znode);
    }
    return image;
  }

  /** The image after these paths were read again: what is not there any more leaves it. */
  public ClusterImage update(ClusterImage before, Collection<String> paths)
      throws KeeperException, InterruptedException {
    var leaves = paths.stream().filter(Leaves::isLeaf).toList();
    var found = reads.byPath(leaves);
    var image = before;
    for (var path : leaves) {
      var znode = found.get(path);
      image = znode == null ? Leaves.without(image, path) : Leaves.with(image, znode);
    }
    return paths.stream().anyMatch(path -> path.startsWith(ZnodePaths.SERVICES))
        ? image.withWorkers(workers.get())
        : image;
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
