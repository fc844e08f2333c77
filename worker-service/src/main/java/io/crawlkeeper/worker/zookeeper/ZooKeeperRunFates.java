package io.crawlkeeper.worker.zookeeper;

import io.crawlkeeper.history.History;
import io.crawlkeeper.history.History.HistoryAwayException;
import io.crawlkeeper.model.Ledger;
import io.crawlkeeper.model.Progress;
import io.crawlkeeper.model.Run;
import io.crawlkeeper.model.RunState.Ended;
import io.crawlkeeper.model.Task;
import io.crawlkeeper.worker.run.RunFates;
import io.crawlkeeper.worker.run.RunKey;
import io.crawlkeeper.znode.ZnodeCodec;
import io.crawlkeeper.znode.ZnodePaths;
import io.crawlkeeper.zookeeper.Keeper;
import io.crawlkeeper.zookeeper.MultiReads;
import io.crawlkeeper.zookeeper.Znode;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.apache.zookeeper.KeeperException;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The ledger tells whether a run is live; the history, which is written before a run ends in the
 * ledger, whether it has an output. A ledger that is missing while its task is there tells nothing.
 */
public final class ZooKeeperRunFates implements RunFates {
  private static final Logger log = LoggerFactory.getLogger(ZooKeeperRunFates.class);

  private final Keeper keeper;
  private final MultiReads reads;
  private final History history;

  public ZooKeeperRunFates(Keeper keeper, History history) {
    this.keeper = keeper;
    this.reads = new MultiReads(keeper);
    this.history = history;
  }

  @Override
  public Optional<Run> ended(RunKey run) throws InterruptedException {
    try {
      return isOver(run) ? Optional.of(asItEnded(run)) : Optional.empty();
    } catch (KeeperException | HistoryAwayException | RuntimeException e) {
      log.debug("What became of run {} cannot be told now", run.id(), e);
      return Optional.empty();
    }
  }

  private boolean isOver(RunKey run) throws KeeperException, InterruptedException {
    var ledgerPath = ZnodePaths.run(run.task(), run.taskId());
    var taskPath = ZnodePaths.task(run.task());
    keeper.sync();
    var found = reads.byPath(List.of(ledgerPath, taskPath));
    var ledger = found.get(ledgerPath);
    return ledger == null
        ? !isTask(found.get(taskPath), run.taskId())
        : ZnodeCodec.decode(ledger.data(), Ledger.class).live().stream()
            .noneMatch(live -> live.id().equals(run.id()));
  }

  private static boolean isTask(@Nullable Znode znode, long id) {
    return znode != null && ZnodeCodec.decode(znode.data(), Task.class).id() == id;
  }

  private Run asItEnded(RunKey run) throws HistoryAwayException {
    return history
        .run(run.id())
        .filter(row -> row.state().ended())
        .orElseGet(() -> withoutOutput(run));
  }

  private static Run withoutOutput(RunKey run) {
    return new Run(
        run.id(),
        run.task(),
        run.taskId(),
        Run.Cause.TICK,
        null,
        1,
        0,
        0,
        Ended.CANCELLED,
        "",
        Instant.EPOCH,
        null,
        null,
        null,
        Progress.NONE,
        null,
        null,
        null);
  }
}
