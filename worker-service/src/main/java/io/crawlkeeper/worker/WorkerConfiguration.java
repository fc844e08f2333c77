package io.crawlkeeper.worker;

import io.crawlkeeper.clock.ClockCheck;
import io.crawlkeeper.clock.TrustedClock;
import io.crawlkeeper.history.History.HistoryAwayException;
import io.crawlkeeper.history.History.RunRow;
import io.crawlkeeper.history.History.TickRow;
import io.crawlkeeper.history.HistoryWriter;
import io.crawlkeeper.model.NodeIdentity;
import io.crawlkeeper.model.RunPlan;
import io.crawlkeeper.settings.NodeSettings;
import io.crawlkeeper.settings.SettingsReader;
import io.crawlkeeper.settings.SoftwareVersion;
import io.crawlkeeper.sql.SqlHistory;
import io.crawlkeeper.worker.assignment.AssignmentLoop;
import io.crawlkeeper.worker.assignment.Attempts;
import io.crawlkeeper.worker.assignment.Ports;
import io.crawlkeeper.worker.assignment.Records;
import io.crawlkeeper.worker.assignment.Self;
import io.crawlkeeper.worker.run.Kinds;
import io.crawlkeeper.worker.zookeeper.AssignmentWatch;
import io.crawlkeeper.worker.zookeeper.OtherDatabases;
import io.crawlkeeper.worker.zookeeper.ZooKeeperAssignments;
import io.crawlkeeper.worker.zookeeper.ZooKeeperLedgers;
import io.crawlkeeper.zookeeper.ClockConfiguration;
import io.crawlkeeper.zookeeper.CuratorKeeper;
import io.crawlkeeper.zookeeper.DiscoveryKeeper;
import io.crawlkeeper.zookeeper.DiscoveryMetadata;
import io.crawlkeeper.zookeeper.Keeper;
import io.crawlkeeper.zookeeper.SessionWatch;
import io.crawlkeeper.zookeeper.ZooKeeperClock;
import io.crawlkeeper.zookeeper.ZooKeeperConfiguration;
import io.micrometer.core.instrument.MeterRegistry;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import org.apache.curator.framework.CuratorFramework;
import org.springframework.cloud.client.discovery.DiscoveryClient;
import org.springframework.cloud.zookeeper.serviceregistry.ZookeeperAutoServiceRegistration;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.context.annotation.Import;
import org.springframework.core.env.ConfigurableEnvironment;

/** Puts the parts of a worker together. */
@Configuration(proxyBeanMethods = false)
@Import({ZooKeeperConfiguration.class, ClockConfiguration.class})
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
  DiscoveryMetadata discoveryMetadata(WorkerSettings settings, Kinds kinds, SqlHistory history)
      throws HistoryAwayException {
    return new DiscoveryMetadata(
        settings.slots(),
        settings.render().labels(settings.labels()),
        kinds.names(),
        SoftwareVersion.of(WorkerService.class),
        history.databaseId());
  }

  @Bean
  WorkerMetrics workerMetrics(MeterRegistry registry) {
    return new WorkerMetrics(registry);
  }

  @Bean
  LedgerMetrics ledgerMetrics(MeterRegistry registry, TrustedClock clock, Kinds kinds) {
    return new LedgerMetrics(registry, clock, kinds.names());
  }

  @Bean
  Keeper keeper(CuratorFramework client) {
    return new CuratorKeeper(client);
  }

  @Bean(initMethod = "start", destroyMethod = "close")
  ZooKeeperLedgers ledgers(Keeper keeper, NodeIdentity identity) {
    return new ZooKeeperLedgers(keeper, identity.name());
  }

  @Bean(initMethod = "start", destroyMethod = "close")
  ZooKeeperClock zooKeeperClock(
      Keeper keeper, NodeIdentity identity, ClockCheck check, SessionWatch session) {
    var asking = new ZooKeeperClock(keeper, identity.name(), check, System::nanoTime);
    session.addListener(asking);
    return asking;
  }

  @Bean(destroyMethod = "close")
  AssignmentLoop assignmentLoop(
      Keeper keeper,
      Ports ports,
      Self self,
      TrustedClock clock,
      WorkerMetrics metrics,
      LedgerMetrics ledgerMetrics) {
    var loop =
        new AssignmentLoop(new ZooKeeperAssignments(keeper, self.worker()), ports, self, clock);
    metrics.watch(loop);
    ledgerMetrics.watch(loop);
    return loop;
  }

  @Bean
  Ports ports(ZooKeeperLedgers ledgers, Records records, Attempts attempts, LedgerMetrics metrics) {
    return new Ports(ledgers, records, attempts, metrics);
  }

  @Bean(destroyMethod = "close")
  SqlHistory history(NodeSettings settings) {
    return SqlHistory.open(settings.database());
  }

  @Bean(initMethod = "start", destroyMethod = "close")
  HistoryWriter historyWriter(SqlHistory history, TrustedClock clock, WorkerMetrics metrics) {
    var writer = new HistoryWriter(history, clock);
    metrics.watch(writer);
    return writer;
  }

  @Bean
  Records records(HistoryWriter writer) {
    return new Records() {
      @Override
      public CompletableFuture<Void> write(List<RunRow> runs, List<TickRow> ticks) {
        return writer.write(runs, ticks);
      }

      @Override
      public void grown(long taskId, RunPlan.History plan) {
        writer.retainSoon(taskId, plan);
      }
    };
  }

  @Bean
  Self self(
      NodeIdentity identity, WorkerSettings settings, ClockCheck check, SessionWatch session) {
    return new Self(
        identity.name(), settings.slots(), check::agrees, () -> session.phase().mayStart());
  }

  @Bean(destroyMethod = "close")
  AssignmentWatch assignmentWatch(
      CuratorFramework client, NodeIdentity identity, AssignmentLoop loop, SessionWatch session) {
    var watch = new AssignmentWatch(client, identity.name(), loop);
    session.addListener(watch);
    return watch;
  }

  @Bean(initMethod = "start", destroyMethod = "close")
  OtherDatabases otherDatabases(DiscoveryClient discovery, DiscoveryMetadata metadata) {
    return new OtherDatabases(discovery, metadata.database());
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
