package io.crawlkeeper.worker;

import io.crawlkeeper.clock.TrustedClock;
import io.crawlkeeper.model.NodeIdentity;
import io.crawlkeeper.settings.NodeSettings;
import io.crawlkeeper.sql.SqlHistory;
import io.crawlkeeper.sql.SqlHostLeases;
import io.crawlkeeper.sql.SqlItems;
import io.crawlkeeper.sql.SqlPool;
import io.crawlkeeper.storage.Storage;
import io.crawlkeeper.storage.Storages;
import io.crawlkeeper.storage.TableStorage;
import io.crawlkeeper.worker.crawl.CrawlExecutor;
import io.crawlkeeper.worker.crawl.CrawlSettings;
import io.crawlkeeper.worker.crawl.Durability;
import io.crawlkeeper.worker.crawl.LeaseCourier;
import io.crawlkeeper.worker.crawl.PageTrials;
import io.crawlkeeper.worker.crawl.fetch.AddressGuard;
import io.crawlkeeper.worker.crawl.frontier.FrontierStore;
import io.crawlkeeper.worker.crawl.frontier.sql.PostgresFrontierStore;
import io.crawlkeeper.worker.crawl.frontier.sql.SqliteFrontierStore;
import io.crawlkeeper.worker.crawl.live.LiveRuns;
import io.crawlkeeper.worker.crawl.politeness.GateSettings;
import io.crawlkeeper.worker.crawl.politeness.HostGate;
import io.crawlkeeper.worker.crawl.recrawl.HistoryEarlierRuns;
import io.crawlkeeper.worker.crawl.render.RenderSettings;
import io.crawlkeeper.worker.crawl.render.Renderer;
import java.time.Clock;
import java.time.ZoneOffset;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.context.annotation.DependsOn;

/** What carries out tasks of kind {@code crawl}, and keeps their results. */
@Configuration(proxyBeanMethods = false)
class CrawlConfiguration {

  /** A batch of a run takes one for some milliseconds. */
  private static final int FRONTIER_CONNECTIONS = 4;

  /** The history has brought the database to the schema of this version. */
  @Bean(destroyMethod = "close")
  @DependsOn("history")
  SqlHostLeases hostLeases(NodeSettings settings) {
    return SqlHostLeases.of(settings.database(), Clock.tickMillis(ZoneOffset.UTC));
  }

  @Bean(initMethod = "start", destroyMethod = "close")
  LeaseCourier leaseCourier(
      WorkerSettings settings, SqlHostLeases leases, NodeIdentity identity, WorkerMetrics metrics) {
    var gate =
        HostGate.leased(
            new GateSettings(CrawlSettings.DEFAULT_RETRY_DELAY, settings.maxCrawlDelay()));
    var courier = new LeaseCourier(gate, leases, identity.name(), System::nanoTime);
    metrics.watch(courier);
    return courier;
  }

  @Bean(destroyMethod = "close")
  CrawlExecutor crawlExecutor(
      WorkerSettings settings,
      Storage storage,
      LeaseCourier courier,
      Durability durability,
      WorkerMetrics metrics,
      Optional<Renderer> renderer) {
    return new CrawlExecutor(
        CrawlSettings.of(storage, settings.fetch()),
        courier.gate(),
        durability,
        metrics,
        renderer.orElse(null));
  }

  @Bean
  Durability durability(FrontierStore frontiers, SqlHistory history) {
    return Durability.of(frontiers).with(new HistoryEarlierRuns(history));
  }

  /** None if the worker does not have the rendering module. */
  @Bean(destroyMethod = "close")
  @Nullable Renderer renderer(WorkerSettings settings) {
    var guard = new AddressGuard(settings.fetch().allowedAddresses());
    return settings
        .render()
        .provider()
        .map(
            module ->
                module.open(
                    new RenderSettings(
                        settings.render().chromium(),
                        settings.render().browsers(),
                        settings.fetch().userAgent(),
                        guard,
                        RenderSettings.DEFAULT_MAX_BYTES)))
        .orElse(null);
  }

  /** The history has brought the database to the schema of this version. */
  @Bean(destroyMethod = "close")
  @DependsOn("history")
  SqlItems items(NodeSettings settings) {
    return SqlItems.of(settings.database());
  }

  @Bean(destroyMethod = "close")
  Storage storage(NodeSettings settings, SqlItems items) {
    return new TableStorage(Storages.open(settings.storage()), items);
  }

  @Bean(initMethod = "start", destroyMethod = "close")
  ResultsCare resultsCare(SqlHistory history, Storage storage, TrustedClock clock) {
    return new ResultsCare(history.expired(), storage, clock);
  }

  @Bean
  LiveRuns liveRuns(CrawlExecutor executor, WorkerMetrics metrics) {
    metrics.watch(executor.live());
    return executor.live();
  }

  /** In the database that all share, or in files that the workers of a machine share. */
  @Bean
  FrontierStore frontierStore(NodeSettings settings, Optional<SqlPool> frontierPool) {
    return frontierPool
        .<FrontierStore>map(PostgresFrontierStore::new)
        .orElseGet(() -> new SqliteFrontierStore(settings.data().resolve("frontier")));
  }

  /** Of PostgreSQL alone; the history has brought the database to the schema of this version. */
  @Bean(destroyMethod = "close")
  @DependsOn("history")
  @Nullable SqlPool frontierPool(NodeSettings settings) {
    var database = settings.database();
    return database.sqlite() ? null : SqlPool.open(database, "frontiers", FRONTIER_CONNECTIONS);
  }

  @Bean(destroyMethod = "close")
  PageTrials ruleTrials(CrawlExecutor executor) {
    return executor.trials();
  }
}
