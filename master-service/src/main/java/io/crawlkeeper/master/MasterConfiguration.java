package io.crawlkeeper.master;

import io.crawlkeeper.clock.ClockCheck;
import io.crawlkeeper.history.History.HistoryAwayException;
import io.crawlkeeper.master.cluster.ClusterImage;
import io.crawlkeeper.master.cluster.ClusterView;
import io.crawlkeeper.master.cluster.EventLog;
import io.crawlkeeper.master.leader.LeaderLoop;
import io.crawlkeeper.master.leader.Surroundings;
import io.crawlkeeper.master.web.Patience;
import io.crawlkeeper.master.zookeeper.DiscoveredWorkers;
import io.crawlkeeper.master.zookeeper.Election;
import io.crawlkeeper.master.zookeeper.EmbeddedZooKeeper;
import io.crawlkeeper.master.zookeeper.ImageFeed;
import io.crawlkeeper.master.zookeeper.ImageReader;
import io.crawlkeeper.master.zookeeper.Layout;
import io.crawlkeeper.master.zookeeper.MasterView;
import io.crawlkeeper.master.zookeeper.ZooKeeperLeaderStore;
import io.crawlkeeper.model.NodeIdentity;
import io.crawlkeeper.settings.NodeSettings;
import io.crawlkeeper.settings.SoftwareVersion;
import io.crawlkeeper.sql.SqlHistory;
import io.crawlkeeper.storage.Storage;
import io.crawlkeeper.storage.Storages;
import io.crawlkeeper.zookeeper.ClockConfiguration;
import io.crawlkeeper.zookeeper.CuratorKeeper;
import io.crawlkeeper.zookeeper.DiscoveryMetadata;
import io.crawlkeeper.zookeeper.SessionWatch;
import io.crawlkeeper.zookeeper.ZooKeeperClock;
import io.crawlkeeper.zookeeper.ZooKeeperConfiguration;
import io.crawlkeeper.zookeeper.ZooKeeperConfiguration.Prerequisite;
import java.time.Duration;
import java.time.InstantSource;
import java.util.Map;
import java.util.Set;
import org.apache.curator.framework.CuratorFramework;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.boot.autoconfigure.condition.ConditionalOnProperty;
import org.springframework.cloud.client.discovery.DiscoveryClient;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.context.annotation.Import;
import org.springframework.core.env.ConfigurableEnvironment;

/** Puts the parts of a master together. */
@Configuration(proxyBeanMethods = false)
@Import({ZooKeeperConfiguration.class, ClockConfiguration.class})
class MasterConfiguration {

  @Bean
  MasterSettings masterSettings(ConfigurableEnvironment environment) {
    return MasterSettings.read(environment);
  }

  @Bean
  NodeSettings nodeSettings(MasterSettings settings) {
    return settings.node();
  }

  @Bean
  DiscoveryMetadata discoveryMetadata(SqlHistory history) throws HistoryAwayException {
    return new DiscoveryMetadata(
        0, Map.of(), Set.of(), SoftwareVersion.of(MasterService.class), history.databaseId());
  }

  @Bean(destroyMethod = "close")
  @ConditionalOnProperty("crawlkeeper.zookeeper.embedded")
  Prerequisite embeddedZooKeeper(MasterSettings settings) {
    return EmbeddedZooKeeper.start(settings.node().connect(), settings.node().data());
  }

  @Bean(initMethod = "prepare")
  Layout layout(CuratorFramework client) {
    return new Layout(client);
  }

  @Bean
  OwnAddress ownAddress(NodeSettings settings) {
    return new OwnAddress(settings.advertise());
  }

  @Bean(initMethod = "start", destroyMethod = "close")
  LeaderLoop leaderLoop(
      CuratorFramework client,
      MasterSettings settings,
      OwnAddress address,
      InstantSource clock,
      ObjectProvider<ImageFeed> feed,
      ObjectProvider<Election> election) {
    var master = settings.node().id();
    var store =
        new ZooKeeperLeaderStore(
            new CuratorKeeper(client),
            master,
            System::nanoTime,
            latch -> address.leadership(master, latch));
    return new LeaderLoop(
        store,
        heardOf(feed),
        clock,
        System::nanoTime,
        () -> election.getObject().rejoin(),
        settings.seeds());
  }

  /** The loop is there before the feed, which tells it of changes. */
  private static Surroundings heardOf(ObjectProvider<ImageFeed> feed) {
    return new Surroundings() {
      @Override
      public ClusterImage heard() {
        return feed.getObject().heard();
      }

      @Override
      public Duration lag() {
        return feed.getObject().lag();
      }
    };
  }

  @Bean(initMethod = "start", destroyMethod = "close")
  ImageFeed imageFeed(
      CuratorFramework client,
      DiscoveryClient discovery,
      LeaderLoop loop,
      SessionWatch session,
      DiscoveryMetadata metadata,
      Layout layout) {
    var workers = new DiscoveredWorkers(discovery, metadata.database());
    var reader = new ImageReader(new CuratorKeeper(client), workers);
    var feed = new ImageFeed(client, reader, loop::surroundingsChanged);
    session.addListener(feed);
    return feed;
  }

  @Bean(destroyMethod = "close")
  Election election(CuratorFramework client, LeaderLoop loop, SessionWatch session, Layout layout) {
    var election = new Election(client, loop);
    session.addListener(election);
    return election;
  }

  @Bean
  ClusterView clusterView(
      ImageFeed feed, LeaderLoop loop, SessionWatch session, ClockWatch clocks) {
    return new MasterView(feed, loop, () -> session.phase().mayAct(), clocks::clocks);
  }

  @Bean
  Patience patience(MasterSettings settings) {
    return Patience.of(settings.leaderWait());
  }

  @Bean(destroyMethod = "close")
  SqlHistory history(NodeSettings settings) {
    return SqlHistory.open(settings.database());
  }

  @Bean(destroyMethod = "close")
  Storage storage(NodeSettings settings) {
    return Storages.open(settings.storage());
  }

  @Bean
  EventLog eventLog() {
    return new EventLog();
  }

  /** The layout has the folder that it writes to. */
  @Bean(initMethod = "start", destroyMethod = "close")
  ZooKeeperClock zooKeeperClock(
      CuratorFramework client,
      NodeIdentity identity,
      ClockCheck check,
      SessionWatch session,
      Layout layout) {
    var keeper = new CuratorKeeper(client);
    var asking = new ZooKeeperClock(keeper, identity.name(), check, System::nanoTime);
    session.addListener(asking);
    return asking;
  }

  @Bean(initMethod = "start", destroyMethod = "close")
  ClockWatch clockWatch(CuratorFramework client, EventLog events, InstantSource clock) {
    return new ClockWatch(new CuratorKeeper(client), events, clock);
  }

  @Bean(initMethod = "start", destroyMethod = "close")
  ClusterWatch clusterWatch(ClusterView view, EventLog events, InstantSource clock) {
    return new ClusterWatch(view, events, clock);
  }

  @Bean(initMethod = "start", destroyMethod = "close")
  HistoryCare historyCare(
      SqlHistory history, ClusterView view, LeaderLoop loop, InstantSource clock) {
    return new HistoryCare(history, view, loop, clock);
  }

  @Bean
  MasterMetrics masterMetrics(ClusterView view, LeaderLoop loop, ClusterWatch watch) {
    return new MasterMetrics(view, loop, watch, System::nanoTime);
  }

  @Bean
  Candidacy candidacy(Election election, NodeSettings settings, OwnAddress address) {
    return new Candidacy(election, settings.id(), address);
  }
}
