package io.crawlkeeper.worker.zookeeper;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.springframework.cloud.client.DefaultServiceInstance;
import org.springframework.cloud.client.ServiceInstance;
import org.springframework.cloud.client.discovery.DiscoveryClient;

class OtherDatabasesTest {

  private final List<ServiceInstance> alive = new ArrayList<>();
  private final OtherDatabases databases =
      new OtherDatabases(
          new DiscoveryClient() {
            @Override
            public String description() {
              return "the test's";
            }

            @Override
            public List<ServiceInstance> getInstances(String service) {
              return alive;
            }

            @Override
            public List<String> getServices() {
              return List.of();
            }
          },
          "ours");

  private void joins(String name, String database) {
    alive.add(
        new DefaultServiceInstance(
            name,
            "crawlkeeper-worker",
            "127.0.0.1",
            1,
            false,
            Map.of("name", name, "database", database)));
  }

  @Test
  void namesWorkersWithAnotherDatabaseOnce() {
    joins("worker-1.a", "ours");
    assertThat(databases.newOthers()).isEmpty();

    joins("worker-2.b", "theirs");
    joins("worker-3.c", "their own");
    assertThat(databases.newOthers()).containsExactly("worker-2.b", "worker-3.c");
    assertThat(databases.newOthers()).isEmpty();

    joins("worker-2.d", "theirs");
    assertThat(databases.newOthers()).containsExactly("worker-2.d");
  }
}
