package io.crawlkeeper.simulation.invariants;

import static io.crawlkeeper.simulation.invariants.Invariant.ONE_VALID_RUN_TOKEN;

import io.crawlkeeper.model.Ledger;
import io.crawlkeeper.model.Run;
import io.crawlkeeper.simulation.keeper.Commit;
import io.crawlkeeper.simulation.keeper.Commit.Effect;
import io.crawlkeeper.simulation.keeper.ModelZooKeeper;
import io.crawlkeeper.znode.ZnodeCodec;
import io.crawlkeeper.znode.ZnodePaths;
import java.util.HashMap;
import java.util.Map;
import java.util.Set;

/** Looks at every transaction as it is committed. */
public final class Invariants {

  private static final int LEAF = 3;

  private final Acknowledged acknowledged;
  private final Epochs epochs;
  private final Owners owners = new Owners();
  private final Offers offers = new Offers();
  private final Schedules schedules = new Schedules();
  private final Times times;
  private final Accounts accounts = new Accounts(schedules);
  private final Transitions transitions = new Transitions();
  private final Map<String, Ledger> ledgers = new HashMap<>();
  private final Map<String, Long> tokens = new HashMap<>();
  private int ticks;

  public Invariants(ModelZooKeeper zooKeeper) {
    this.acknowledged = new Acknowledged(zooKeeper);
    this.epochs = new Epochs(zooKeeper);
    this.times = new Times(zooKeeper);
    zooKeeper.observe(this::check);
  }

  private void check(Commit commit) {
    epochs.check(commit);
    acknowledged.check(commit);
    schedules.take(commit);
    times.check(commit);
    for (var effect : commit.effects()) {
      if (effect.path().startsWith(ZnodePaths.RUNS)
          && ZnodePaths.parts(effect.path()).size() == LEAF) {
        checkLedger(commit.writer(), effect);
      }
    }
    owners.check(commit);
    offers.check(commit, owners);
  }

  private void checkLedger(String writer, Effect effect) {
    var after = effect.after();
    if (after == null) {
      ledgers.remove(effect.path());
      return;
    }
    var now = ZnodeCodec.decode(after.data(), Ledger.class);
    var before = ledgers.put(effect.path(), now);
    if (before == null) {
      return;
    }
    ONE_VALID_RUN_TOKEN.check(
        owners.of(now.task()).equals(Set.of(writer)),
        () -> writer + " writes " + now + ", which is of " + owners.of(now.task()));
    transitions.check(writer, before, now);
    var ended = now.last();
    if (ended != null && !ended.equals(before.last())) {
      tokens.put(ended.id(), (long) after.version());
    }
    accounts.check(before, now);
    times.check(now);
    ticks += (int) (now.tick() - before.tick());
  }

  public Acknowledged acknowledged() {
    return acknowledged;
  }

  /** The ledgers that are there now. */
  public Map<String, Ledger> ledgers() {
    return Map.copyOf(ledgers);
  }

  /** Runs as they were committed last, by id. */
  public Map<String, Run> runs() {
    return transitions.runs();
  }

  /** The token by which the run ended; -1 if that was together with a later one. */
  public long token(String run) {
    return tokens.getOrDefault(run, -1L);
  }

  /** How many records of ticks were made in all. */
  public int ticks() {
    return ticks;
  }
}
