package io.crawlkeeper.simulation.cluster;

import io.crawlkeeper.model.Ledger;
import io.crawlkeeper.model.LedgerBuilder;
import io.crawlkeeper.simulation.world.Host;
import io.crawlkeeper.worker.assignment.Ledgers;
import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import java.util.concurrent.CompletableFuture;

/**
 * Writes each ledger with the cursor and the ticks of before, and those in a second commit soon
 * after.
 */
final class LateCursors implements Ledgers {

  private static final long DELAY = Duration.ofSeconds(1).toNanos();

  private final Ledgers ledgers;
  private final Host host;
  private final Map<Long, Written> written = new HashMap<>();

  /** A ledger as it stands, so that only what is really before it is ever written once more. */
  private record Written(Ledger ledger, int version) {}

  LateCursors(Ledgers ledgers, Host host) {
    this.ledgers = ledgers;
    this.host = host;
  }

  @Override
  public CompletableFuture<Verdict> write(Ledger ledger, int version) {
    var before = written.get(ledger.taskId());
    if (before == null || before.version() != version || before.ledger().tick() == ledger.tick()) {
      return writeAll(ledger, version);
    }
    return ledgers
        .write(withAccountOf(before.ledger(), ledger), version)
        .thenCompose(
            verdict ->
                switch (verdict) {
                  case Held(var next) -> later().thenCompose(_ -> writeAll(ledger, next));
                  case Superseded _, Unsure _ -> CompletableFuture.completedFuture(verdict);
                });
  }

  private CompletableFuture<Void> later() {
    var time = new CompletableFuture<Void>();
    host.after(DELAY, () -> time.complete(null));
    return time;
  }

  private CompletableFuture<Verdict> writeAll(Ledger ledger, int version) {
    return ledgers
        .write(ledger, version)
        .thenApply(
            verdict -> {
              if (verdict instanceof Held(var next)) {
                written.put(ledger.taskId(), new Written(ledger, next));
              }
              return verdict;
            });
  }

  private static Ledger withAccountOf(Ledger before, Ledger now) {
    return LedgerBuilder.from(now).accountOf(before).build();
  }
}
