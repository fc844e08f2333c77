package io.crawlkeeper.simulation.cluster;

import io.crawlkeeper.model.Ledger;
import io.crawlkeeper.worker.assignment.Ledgers;
import java.util.HashMap;
import java.util.Map;
import java.util.concurrent.CompletableFuture;

/** Writes each ledger with the cursor and the ticks of before, and those in a second commit. */
final class LateCursors implements Ledgers {

  private final Ledgers ledgers;
  private final Map<Long, Ledger> written = new HashMap<>();

  LateCursors(Ledgers ledgers) {
    this.ledgers = ledgers;
  }

  @Override
  public CompletableFuture<Verdict> write(Ledger ledger, int version) {
    var before = written.put(ledger.taskId(), ledger);
    if (before == null || before.tick() == ledger.tick()) {
      return ledgers.write(ledger, version);
    }
    return ledgers
        .write(withAccountOf(before, ledger), version)
        .thenCompose(
            verdict ->
                switch (verdict) {
                  case Held(var next) -> ledgers.write(ledger, next);
                  case Superseded superseded -> CompletableFuture.completedFuture(superseded);
                });
  }

  private static Ledger withAccountOf(Ledger before, Ledger now) {
    return new Ledger(
        now.task(),
        now.taskId(),
        before.since(),
        before.cursor(),
        now.runs(),
        now.request(),
        before.tick(),
        now.live(),
        now.last(),
        before.ticks(),
        now.backfills(),
        now.released());
  }
}
