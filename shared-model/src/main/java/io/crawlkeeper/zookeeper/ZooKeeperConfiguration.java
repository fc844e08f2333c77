package io.crawlkeeper.zookeeper;

import io.crawlkeeper.model.NodeIdentity;
import io.crawlkeeper.settings.NodeSettings;
import java.security.SecureRandom;
import java.time.Instant;
import org.apache.curator.framework.CuratorFramework;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.beans.factory.config.BeanPostProcessor;
import org.springframework.cloud.zookeeper.discovery.ZookeeperDiscoveryProperties;
import org.springframework.cloud.zookeeper.serviceregistry.ZookeeperAutoServiceRegistration;
import org.springframework.cloud.zookeeper.serviceregistry.ZookeeperRegistration;
import org.springframework.cloud.zookeeper.serviceregistry.ZookeeperServiceRegistry;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

/** One client, one session and one discovery entry for each process. */
@Configuration(proxyBeanMethods = false)
public class ZooKeeperConfiguration {

  /** What has to be up before the client connects, such as an embedded server. */
  public interface Prerequisite {}

  @Bean
  NodeIdentity nodeIdentity(NodeSettings settings) {
    return NodeIdentity.of(settings.id(), Instant.now(), new SecureRandom().nextInt());
  }

  @Bean(destroyMethod = "close")
  CuratorFramework curatorFramework(
      NodeSettings settings, ObjectProvider<Prerequisite> prerequisites) {
    prerequisites.forEach(ready -> {});
    return ZooKeeperClients.open(settings.connect(), settings.sessionTimeout(), settings.access());
  }

  @Bean(initMethod = "start", destroyMethod = "close")
  SessionWatch sessionWatch(CuratorFramework client) {
    return new SessionWatch(client, System::nanoTime);
  }

  @Bean
  SessionHealth session(SessionWatch watch) {
    return new SessionHealth(watch);
  }

  @Bean(initMethod = "start", destroyMethod = "close")
  DiscoveryKeeper discoveryKeeper(
      CuratorFramework client,
      ZookeeperServiceRegistry registry,
      ZookeeperRegistration registration,
      ZookeeperAutoServiceRegistration automatic) {
    return new DiscoveryKeeper(client, registry, registration, automatic);
  }

  /** The entry in discovery is named after this process, so that a restart leaves no ghost. */
  @Bean
  static BeanPostProcessor discoveryEntry(
      ObjectProvider<NodeIdentity> identity,
      ObjectProvider<NodeSettings> settings,
      ObjectProvider<DiscoveryMetadata> metadata) {
    return new BeanPostProcessor() {
      @Override
      public Object postProcessAfterInitialization(Object bean, String name) {
        if (bean instanceof ZookeeperDiscoveryProperties entry) {
          entry.setInstanceId(identity.getObject().name());
          entry.setInstanceHost(settings.getObject().advertise());
          entry.setMetadata(metadata.getObject().asMap(identity.getObject()));
        }
        return bean;
      }
    };
  }
}
