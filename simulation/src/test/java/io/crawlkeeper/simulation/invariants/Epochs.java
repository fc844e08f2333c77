package io.crawlkeeper.simulation.invariants;

import static io.crawlkeeper.simulation.invariants.Invariant.EPOCH_ONLY_RISES;

import io.crawlkeeper.simulation.keeper.Commit;
import io.crawlkeeper.simulation.keeper.ModelZooKeeper;
import io.crawlkeeper.znode.ZnodeCodec;
import io.crawlkeeper.znode.ZnodePaths;

/** Every commit of a leader tells its epoch by its operation mark. */
final class Epochs {

  /** The part of an operation mark that matters here. */
  private record Mark(long epoch) {}

  private final ModelZooKeeper zooKeeper;

  Epochs(ModelZooKeeper zooKeeper) {
    this.zooKeeper = zooKeeper;
  }

  void check(Commit commit) {
    for (var effect : commit.effects()) {
      var after = effect.after();
      if (effect.path().equals(ZnodePaths.EPOCH)) {
        var before = effect.before();
        EPOCH_ONLY_RISES.check(
            after != null && before != null && after.version() > before.version(),
            () -> "/epoch went back: " + effect);
      } else if (after != null
          && after.version() > 0
          && effect.path().startsWith(ZnodePaths.OPERATIONS)) {
        var epoch = ZnodeCodec.decode(after.data(), Mark.class).epoch();
        EPOCH_ONLY_RISES.check(
            epoch == now(),
            () -> commit.writer() + " commits in epoch " + epoch + " when it is " + now());
      }
    }
  }

  private int now() {
    var node = zooKeeper.node(ZnodePaths.EPOCH);
    return node == null ? -1 : node.version();
  }
}
