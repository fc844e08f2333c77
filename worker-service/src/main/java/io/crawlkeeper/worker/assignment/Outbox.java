package io.crawlkeeper.worker.assignment;

import io.crawlkeeper.model.Ledger;
import io.crawlkeeper.model.Tick;
import java.util.List;
import java.util.TreeSet;

/**
 * Which records of ticks the history has for certain. The ledger keeps a record until then, whoever
 * wrote it and however the ledger came here. Of one thread.
 */
final class Outbox {

  private final TreeSet<Long> underWay = new TreeSet<>();
  private long told;

  /** The records that the history was not told of; now they are under way. */
  List<Tick> take(Ledger ledger) {
    var untold = ledger.ticks().stream().filter(tick -> tick.number() > told).toList();
    untold.forEach(tick -> underWay.add(tick.number()));
    told = Math.max(told, ledger.tick());
    return untold;
  }

  /** The history has these; writes may be through in another order than they were begun. */
  void done(List<Tick> ticks) {
    ticks.forEach(tick -> underWay.remove(tick.number()));
  }

  /** The history did not take these; they are to be told once more. */
  void refused(List<Tick> ticks) {
    done(ticks);
    ticks.forEach(tick -> told = Math.min(told, tick.number() - 1));
  }

  /** The history has all records up to this number. */
  long recorded() {
    return underWay.isEmpty() ? told : underWay.first() - 1;
  }
}
