package io.crawlkeeper.worker;

import io.crawlkeeper.worker.job.JobExecutor;
import io.micrometer.core.instrument.MeterRegistry;
import org.jspecify.annotations.Nullable;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

/** Containers, for a worker that has a cluster to run them in. */
@Configuration(proxyBeanMethods = false)
class JobConfiguration {

  /** None if the worker has no cluster; then it does not offer to run containers. */
  @Bean(destroyMethod = "close")
  @Nullable JobExecutor jobExecutor(WorkerSettings settings, MeterRegistry registry) {
    var metrics = new JobMetrics(registry);
    var executor = settings.jobs().executor(metrics);
    executor.ifPresent(metrics::watch);
    return executor.orElse(null);
  }
}
