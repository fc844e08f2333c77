package io.crawlkeeper.simulation.invariants;

import static io.crawlkeeper.simulation.invariants.Invariant.NOTHING_AHEAD_OF_ITS_TIME;

import io.crawlkeeper.model.Ledger;
import io.crawlkeeper.model.Task;
import io.crawlkeeper.simulation.keeper.Commit;
import io.crawlkeeper.simulation.keeper.ModelZooKeeper;
import io.crawlkeeper.znode.ZnodeCodec;
import io.crawlkeeper.znode.ZnodePaths;
import java.time.Duration;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * Holds the times that are committed against the world's. That they are late proves nothing, as
 * threads are held up; what is early was decided by a clock that is ahead.
 */
final class Times {

  /** What is tolerated of a clock, the doubt of a sample, and what ZooKeeper's clock may be off. */
  private static final Duration TOLERATED = Duration.ofSeconds(5);

  private final ModelZooKeeper zooKeeper;

  Times(ModelZooKeeper zooKeeper) {
    this.zooKeeper = zooKeeper;
  }

  void check(Commit commit) {
    for (var effect : commit.effects()) {
      var after = effect.after();
      if (after != null && effect.path().startsWith(ZnodePaths.TASKS)) {
        var task = ZnodeCodec.decode(after.data(), Task.class);
        check(task.since().time(), task);
      }
    }
  }

  void check(Ledger ledger) {
    check(ledger.cursor(), ledger);
    for (var run : ledger.live()) {
      check(run.startTime(), ledger);
    }
    var last = ledger.last();
    if (last != null) {
      check(last.endTime(), ledger);
    }
  }

  private void check(@Nullable Instant time, Object what) {
    var now = zooKeeper.now();
    NOTHING_AHEAD_OF_ITS_TIME.check(
        time == null || !time.isAfter(now.plus(TOLERATED)),
        () -> time + " is committed at " + now + " in " + what);
  }
}
