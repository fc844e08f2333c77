package io.crawlkeeper.simulation.cluster;

import io.crawlkeeper.master.cluster.ClusterImage;
import io.crawlkeeper.master.leader.Surroundings;
import io.crawlkeeper.master.zookeeper.ImageReader;
import io.crawlkeeper.simulation.keeper.ModelClient;
import io.crawlkeeper.simulation.world.Actor;
import io.crawlkeeper.simulation.world.Host;
import io.crawlkeeper.znode.ZnodePaths;
import io.crawlkeeper.zookeeper.SessionWatch;
import java.time.Duration;
import java.util.List;
import java.util.TreeSet;
import org.apache.zookeeper.KeeperException;

/** Stands for {@code ImageFeed}: what a master hears of the cluster. */
final class Feed implements Surroundings, SessionWatch.Listener {

  private static final long SWEEP = Duration.ofSeconds(30).toNanos();
  private static final long RETRY = Duration.ofMillis(500).toNanos();
  private static final List<String> WATCHED =
      List.of(
          ZnodePaths.TASKS,
          ZnodePaths.ASSIGNMENTS,
          ZnodePaths.RUNS,
          ZnodePaths.REQUESTS,
          ZnodePaths.CORDONS,
          ZnodePaths.SERVICES,
          ZnodePaths.ELECTION);

  private final ModelClient keeper;
  private final ImageReader reader;
  private final Runnable changed;
  private final Actor actor;
  private final TreeSet<String> dirty = new TreeSet<>();
  private ClusterImage image = ClusterImage.EMPTY;
  private final boolean sweeps;
  private boolean all = true;

  /**
   * @param changed is called when something has changed that may concern the leader
   * @param mutant says whether all is read anew every 30 s, and what is seen of the workers
   */
  Feed(ModelClient keeper, Runnable changed, Host host, Mutant mutant) {
    this.sweeps = mutant.sweeps();
    this.keeper = keeper;
    this.reader = new ImageReader(keeper, () -> mutant.workers(Discovery.workers(keeper)));
    this.changed = changed;
    this.actor = host.start("feed", this::live);
  }

  @Override
  public ClusterImage heard() {
    return image;
  }

  void hint(String path) {
    dirty.add(path);
    actor.wake();
  }

  @Override
  public void reconnected() {
    all = true;
    actor.wake();
  }

  private void live() {
    var host = actor.host();
    var swept = host.nanoTime();
    while (true) {
      if (sweeps && host.nanoTime() - swept >= SWEEP) {
        all = true;
      }
      try {
        if (all) {
          all = false;
          readAll();
          swept = host.nanoTime();
        }
        readDirty();
        actor.rest(sweeps ? Math.max(0, swept + SWEEP - host.nanoTime()) : SWEEP);
      } catch (KeeperException | InterruptedException | IllegalStateException e) {
        all = true;
        actor.sleep(RETRY);
      }
    }
  }

  private void readAll() throws KeeperException, InterruptedException {
    for (var path : WATCHED) {
      keeper.watch(path);
    }
    image = reader.all();
    changed.run();
  }

  private void readDirty() throws KeeperException, InterruptedException {
    while (!dirty.isEmpty()) {
      var paths = List.copyOf(dirty);
      dirty.clear();
      var before = image;
      image = reader.update(image, paths);
      if (!before.workers().equals(image.workers()) || handedOver(paths)) {
        changed.run();
      }
    }
  }

  private boolean handedOver(List<String> paths) {
    return paths.stream().anyMatch(path -> path.startsWith(ZnodePaths.RUNS))
        && image.ledgers().values().stream().anyMatch(ledger -> ledger.released() != null);
  }
}
