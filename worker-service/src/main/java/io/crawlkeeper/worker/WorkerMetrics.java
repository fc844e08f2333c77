package io.crawlkeeper.worker;

import io.crawlkeeper.worker.assignment.AssignmentLoop;
import io.crawlkeeper.worker.crawl.FetchListener;
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

  @Override
  public void fetched(String outcome, Duration took) {
    registry.timer("crawlkeeper.fetch", "outcome", outcome).record(took);
  }
}
