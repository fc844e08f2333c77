package io.crawlkeeper.simulation.cluster;

import io.crawlkeeper.model.WorkerNode;
import io.crawlkeeper.simulation.keeper.ModelClient;
import io.crawlkeeper.simulation.world.Actor;
import io.crawlkeeper.znode.ZnodeCodec;
import io.crawlkeeper.znode.ZnodePaths;
import io.crawlkeeper.zookeeper.Keeper;
import io.crawlkeeper.zookeeper.MultiReads;
import io.crawlkeeper.zookeeper.SessionWatch;
import java.time.Duration;
import java.util.List;
import org.apache.zookeeper.CreateMode;
import org.apache.zookeeper.KeeperException;
import org.apache.zookeeper.Op;
import org.apache.zookeeper.ZooDefs.Ids;
import org.pcollections.TreePMap;

/**
 * Stands for Curator's service discovery: an ephemeral entry for each worker, made anew in each
 * session, and looked after every ten seconds as {@code DiscoveryKeeper} does.
 */
final class Discovery implements SessionWatch.Listener {

  static final String WORKERS = ZnodePaths.SERVICES + "/" + ZnodePaths.WORKER_SERVICE;
  private static final long PERIOD = Duration.ofSeconds(10).toNanos();
  private static final long RETRY = Duration.ofSeconds(1).toNanos();

  private final ModelClient keeper;
  private final WorkerNode worker;
  private final String path;
  private final Actor actor;
  private boolean anew = true;

  Discovery(ModelClient keeper, WorkerNode worker, io.crawlkeeper.simulation.world.Host host) {
    this.keeper = keeper;
    this.worker = worker;
    this.path = WORKERS + "/" + worker.name();
    this.actor = host.start("discovery", this::live);
    keeper.addListener(this);
  }

  @Override
  public void reconnected() {
    anew = true;
    actor.wake();
  }

  private void live() {
    while (true) {
      actor.rest(registered() ? PERIOD : RETRY);
    }
  }

  private boolean registered() {
    try {
      var there = !new MultiReads(keeper).data(List.of(path)).isEmpty();
      if (there && anew) {
        var _ = keeper.multi(List.of(Op.delete(path, -1)));
      }
      if (!there || anew) {
        anew = false;
        var data = ZnodeCodec.encode(worker);
        var _ =
            keeper.multi(List.of(Op.create(path, data, Ids.OPEN_ACL_UNSAFE, CreateMode.EPHEMERAL)));
      }
      return true;
    } catch (KeeperException | InterruptedException e) {
      anew = true;
      return false;
    }
  }

  /** The workers that are registered now. */
  static TreePMap<String, WorkerNode> workers(Keeper keeper) {
    try {
      var reads = new MultiReads(keeper);
      TreePMap<String, WorkerNode> workers = TreePMap.empty();
      for (var entry : reads.data(reads.children(List.of(WORKERS)))) {
        var worker = entry.as(WorkerNode.class);
        workers = workers.plus(worker.name(), worker);
      }
      return workers;
    } catch (KeeperException | InterruptedException e) {
      throw new IllegalStateException(e);
    }
  }
}
