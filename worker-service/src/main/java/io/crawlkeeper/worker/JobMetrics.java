package io.crawlkeeper.worker;

import io.crawlkeeper.model.Words;
import io.crawlkeeper.worker.job.JobExecutor;
import io.crawlkeeper.worker.job.JobListener;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import java.time.Duration;

/** What operators watch of the containers of a worker, and of its cluster. */
final class JobMetrics implements JobListener {
  private final MeterRegistry registry;
  private volatile boolean away;

  JobMetrics(MeterRegistry registry) {
    this.registry = registry;
  }

  void watch(JobExecutor executor) {
    jobs(executor, "pending").register(registry);
    jobs(executor, "running").register(registry);
    Gauge.builder("crawlkeeper.kubernetes.away", this, one -> one.away ? 1 : 0)
        .description("1 while the API of Kubernetes does not answer")
        .register(registry);
  }

  private static Gauge.Builder<JobExecutor> jobs(JobExecutor executor, String state) {
    return Gauge.builder(
            "crawlkeeper.jobs",
            executor,
            one -> state.equals("running") ? one.running() : one.pending())
        .description("Runs under way here that are containers")
        .tag("state", state);
  }

  @Override
  public void asked(String verb, Answer answer, Duration took) {
    away = answer == Answer.AWAY;
    registry
        .timer("crawlkeeper.kubernetes.requests", "verb", verb, "outcome", Words.of(answer))
        .record(took);
  }
}
