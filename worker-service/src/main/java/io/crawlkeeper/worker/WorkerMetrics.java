package io.crawlkeeper.worker;

import io.crawlkeeper.history.HistoryWriter;
import io.crawlkeeper.model.Ledger;
import io.crawlkeeper.model.Tick;
import io.crawlkeeper.worker.assignment.AssignmentLoop;
import io.crawlkeeper.worker.assignment.LedgerListener;
import io.crawlkeeper.worker.crawl.FetchListener;
import io.crawlkeeper.worker.crawl.LeaseCourier;
import io.crawlkeeper.worker.crawl.live.LiveRuns;
import io.micrometer.core.instrument.FunctionCounter;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.Timer;
import java.time.Duration;
import java.util.Locale;

/** What operators watch of a worker. */
final class WorkerMetrics implements FetchListener, LedgerListener {

  private final MeterRegistry registry;
  private final Timer lateness;

  WorkerMetrics(MeterRegistry registry) {
    this.registry = registry;
    this.lateness =
        Timer.builder("crawlkeeper.tick.lateness")
            .description("From when a tick is due, its jitter included, to its decision")
            .publishPercentiles(0.5, 0.99)
            .register(registry);
  }

  void watch(AssignmentLoop loop) {
    Gauge.builder("crawlkeeper.worker.assignments", loop, AssignmentLoop::assigned)
        .description("Tasks that are placed on this worker")
        .register(registry);
    Gauge.builder("crawlkeeper.worker.runs", loop, AssignmentLoop::active)
        .description("Runs under way")
        .register(registry);
  }

  void watch(HistoryWriter writer) {
    Gauge.builder("crawlkeeper.history.waiting", writer, HistoryWriter::waiting)
        .description("Rows that the database does not have yet")
        .register(registry);
    Gauge.builder("crawlkeeper.history.away", writer, one -> one.away() ? 1 : 0)
        .description("1 while the database does not answer")
        .register(registry);
  }

  void watch(LeaseCourier courier) {
    Gauge.builder("crawlkeeper.leases.away", courier, one -> one.away() ? 1 : 0)
        .description("1 while the database does not give leases of hosts")
        .register(registry);
  }

  @Override
  public void extracted(int items, int problems) {
    registry.counter("crawlkeeper.items").increment(items);
    registry.counter("crawlkeeper.extraction.problems").increment(problems);
  }

  void watch(LiveRuns runs) {
    Gauge.builder("crawlkeeper.crawl.queued", runs, LiveRuns::queued)
        .description("URLs that all runs under way know of and have not done")
        .register(registry);
    FunctionCounter.builder("crawlkeeper.crawl.received", runs, LiveRuns::bytes)
        .description("Bodies that crawls have received")
        .baseUnit("bytes")
        .register(registry);
  }

  /** Counts the ticks that were decided, and how late those were that fired by themselves. */
  @Override
  public void committed(Ledger before, Ledger after, Duration delay) {
    after.ticks().stream()
        .filter(tick -> tick.number() > before.tick())
        .forEach(tick -> decided(tick, delay));
  }

  private void decided(Tick tick, Duration delay) {
    var reason = tick.reason();
    registry
        .counter(
            "crawlkeeper.ticks",
            "outcome",
            word(tick.outcome()),
            "reason",
            reason == null ? "" : word(reason))
        .increment((double) tick.count());
    if (tick.outcome() == Tick.Outcome.FIRED || tick.outcome() == Tick.Outcome.LATE) {
      lateness.record(Duration.between(tick.time().plus(delay), tick.decided()));
    }
  }

  private static String word(Enum<?> value) {
    return value.name().toLowerCase(Locale.ROOT).replace('_', '-');
  }

  @Override
  public void fetched(String outcome, Duration took) {
    registry.timer("crawlkeeper.fetch", "outcome", outcome).record(took);
  }
}
