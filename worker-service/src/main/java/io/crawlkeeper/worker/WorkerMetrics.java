package io.crawlkeeper.worker;

import io.crawlkeeper.history.HistoryWriter;
import io.crawlkeeper.worker.assignment.AssignmentLoop;
import io.crawlkeeper.worker.crawl.FetchListener;
import io.crawlkeeper.worker.crawl.LeaseCourier;
import io.crawlkeeper.worker.crawl.live.LiveRuns;
import io.crawlkeeper.worker.run.Stragglers;
import io.micrometer.core.instrument.FunctionCounter;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import java.time.Duration;

/** What operators watch of a worker. */
final class WorkerMetrics implements FetchListener {

  private final MeterRegistry registry;

  WorkerMetrics(MeterRegistry registry) {
    this.registry = registry;
  }

  void watch(AssignmentLoop loop) {
    Gauge.builder("crawlkeeper.worker.assignments", loop, AssignmentLoop::assigned)
        .description("Tasks that are placed on this worker")
        .register(registry);
    Gauge.builder("crawlkeeper.worker.runs", loop, AssignmentLoop::active)
        .description("Runs under way")
        .register(registry);
  }

  void watch(Stragglers stragglers) {
    Gauge.builder("crawlkeeper.runs.not.stopping", stragglers, Stragglers::count)
        .description("Runs that were told to stop a while ago and go on")
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

  @Override
  public void fetched(String outcome, Duration took) {
    registry.timer("crawlkeeper.fetch", "outcome", outcome).record(took);
  }
}
