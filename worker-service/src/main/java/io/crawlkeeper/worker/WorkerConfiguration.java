package io.crawlkeeper.worker;

import io.crawlkeeper.model.NodeIdentity;
import io.crawlkeeper.settings.NodeSettings;
import io.crawlkeeper.settings.SettingsReader;
import io.crawlkeeper.settings.SoftwareVersion;
import io.crawlkeeper.worker.assignment.AssignedTask;
import io.crawlkeeper.worker.assignment.AssignmentLoop;
import io.crawlkeeper.worker.crawl.CrawlExecutor;
import io.crawlkeeper.worker.crawl.CrawlSettings;
import io.crawlkeeper.worker.run.ActiveAttempt;
import io.crawlkeeper.worker.run.TaskExecutor;
import io.crawlkeeper.worker.zookeeper.AssignmentWatch;
import io.crawlkeeper.worker.zookeeper.ZooKeeperAssignments;
import io.crawlkeeper.worker.zookeeper.ZooKeeperRunTokens;
import io.crawlkeeper.zookeeper.DiscoveryKeeper;
import io.crawlkeeper.zookeeper.DiscoveryMetadata;
import io.crawlkeeper.zookeeper.SessionWatch;
import io.crawlkeeper.zookeeper.ZooKeeperConfiguration;
import io.micrometer.core.instrument.MeterRegistry;
import java.time.Clock;
import java.time.ZoneOffset;
import java.util.function.Function;
import org.apache.curator.framework.CuratorFramework;
import org.springframework.cloud.zookeeper.serviceregistry.ZookeeperAutoServiceRegistration;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.context.annotation.Import;
import org.springframework.core.env.ConfigurableEnvironment;

/** Puts the parts of a worker together. */
@Configuration(proxyBeanMethods = false)
@Import(ZooKeeperConfiguration.class)
class WorkerConfiguration {

  @Bean
  WorkerSettings workerSettings(ConfigurableEnvironment environment) {
    return WorkerSettings.read(new SettingsReader(environment));
  }

  @Bean
  NodeSettings nodeSettings(WorkerSettings settings) {
    return settings.node();
  }

  @Bean
  DiscoveryMetadata discoveryMetadata(WorkerSettings settings) {
    return new DiscoveryMetadata(
        settings.slots(), settings.labels(), SoftwareVersion.of(WorkerService.class));
  }

  @Bean
  WorkerMetrics workerMetrics(MeterRegistry registry) {
    return new WorkerMetrics(registry);
  }

  @Bean(destroyMethod = "close")
  CrawlExecutor crawlExecutor(WorkerSettings settings, WorkerMetrics metrics) {
    return new CrawlExecutor(
        CrawlSettings.of(
            settings.node().data().resolve("results"),
            settings.userAgent(),
            settings.allowedAddresses()),
        metrics);
  }

  @Bean(initMethod = "start", destroyMethod = "close")
  ZooKeeperRunTokens runTokens(CuratorFramework client) {
    return new ZooKeeperRunTokens(client);
  }

  @Bean(destroyMethod = "close")
  AssignmentLoop assignmentLoop(
      CuratorFramework client,
      NodeIdentity identity,
      WorkerSettings settings,
      SessionWatch session,
      ActiveAttempt.Surroundings surroundings,
      WorkerMetrics metrics) {
    var loop =
        new AssignmentLoop(
            new ZooKeeperAssignments(client, identity.name()),
            attempts(identity, surroundings),
            () -> session.phase().mayStart(),
            settings.slots());
    metrics.watch(loop);
    return loop;
  }

  @Bean
  ActiveAttempt.Surroundings attemptSurroundings(
      ZooKeeperRunTokens tokens, TaskExecutor executor, SessionWatch session) {
    return new ActiveAttempt.Surroundings(
        tokens, executor, Clock.tickMillis(ZoneOffset.UTC), () -> session.phase().mayAct());
  }

  private static Function<AssignedTask, ActiveAttempt> attempts(
      NodeIdentity identity, ActiveAttempt.Surroundings surroundings) {
    return assigned ->
        new ActiveAttempt(
            assigned.task(),
            assigned
                .run()
                .next(
                    identity.name(), assigned.task().generation(), surroundings.clock().instant()),
            assigned.token(),
            surroundings);
  }

  @Bean(destroyMethod = "close")
  AssignmentWatch assignmentWatch(
      CuratorFramework client, NodeIdentity identity, AssignmentLoop loop, SessionWatch session) {
    var watch = new AssignmentWatch(client, identity.name(), loop);
    session.addListener(watch);
    return watch;
  }

  @Bean
  Duty duty(
      AssignmentLoop loop,
      AssignmentWatch watch,
      DiscoveryKeeper discovery,
      ZookeeperAutoServiceRegistration registration,
      CuratorFramework client,
      NodeIdentity identity) {
    return new Duty(loop, watch, discovery, registration, client, identity.name());
  }
}
