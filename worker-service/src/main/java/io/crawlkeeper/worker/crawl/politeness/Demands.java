package io.crawlkeeper.worker.crawl.politeness;

import io.crawlkeeper.lease.Demand;
import java.time.Duration;
import java.util.Map;
import java.util.TreeMap;

/**
 * The demands of all runs at one host, counted so that the strictest is at hand however many runs
 * there are: it is asked for with each request. Guarded by the gate.
 */
final class Demands {
  private final TreeMap<Duration, Integer> delays = new TreeMap<>();
  private final TreeMap<Integer, Integer> concurrencies = new TreeMap<>();
  private int adaptive;

  void add(Demand demand) {
    delays.merge(demand.delay(), 1, Integer::sum);
    concurrencies.merge(demand.concurrency(), 1, Integer::sum);
    adaptive += demand.adaptive() ? 1 : 0;
  }

  /** Takes back one demand that was added. */
  void remove(Demand demand) {
    take(delays, demand.delay());
    take(concurrencies, demand.concurrency());
    adaptive -= demand.adaptive() ? 1 : 0;
  }

  /** The longest delay; none without demands. */
  Duration delay() {
    return delays.isEmpty() ? Duration.ZERO : delays.lastKey();
  }

  /** The smallest concurrency; 1 without demands. */
  int concurrency() {
    return concurrencies.isEmpty() ? 1 : concurrencies.firstKey();
  }

  /** What meets all of them. */
  Demand strictest() {
    return new Demand(delay(), concurrency(), adaptive > 0);
  }

  private static <K> void take(Map<K, Integer> counts, K key) {
    counts.computeIfPresent(key, (_, count) -> count == 1 ? null : count - 1);
  }
}
