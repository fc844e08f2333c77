package io.crawlkeeper.systemtests;

import static io.crawlkeeper.systemtests.harness.Patience.PATIENCE;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.crawlkeeper.systemtests.harness.Api;
import io.crawlkeeper.systemtests.harness.Api.Acknowledged;
import io.crawlkeeper.systemtests.harness.Cluster;
import io.crawlkeeper.systemtests.harness.Folders;
import io.crawlkeeper.systemtests.harness.Measured;
import io.crawlkeeper.systemtests.harness.Service;
import io.crawlkeeper.systemtests.harness.Site;
import io.crawlkeeper.systemtests.harness.Spread;
import io.crawlkeeper.systemtests.harness.TaskText;
import io.crawlkeeper.systemtests.harness.Znodes;
import io.crawlkeeper.systemtests.harness.ZooKeeperProcess;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** The only ZooKeeper server is killed, and comes back after half a minute. */
class ZooKeeperOutageIT {

  private static final int TASKS = 20;
  private static final Duration OUTAGE = Duration.ofSeconds(30);
  private static final Duration PROMPT = Duration.ofSeconds(1);

  @Test
  void mastersAndWorkersGoOnWithoutARestart() throws Exception {
    var folder = Folders.fresh("outage");
    try (var zooKeeper = ZooKeeperProcess.single(folder.resolve("zk"));
        var site = Site.open(2, Duration.ZERO);
        var cluster = Cluster.around(zooKeeper.address() + "/outage", folder)) {
      zooKeeper.start();
      Znodes.awaitServing(zooKeeper.address());
      cluster.master("master-1");
      cluster.master("master-2");
      cluster.worker("worker-1");
      cluster.awaitWhole();
      var tasks = create(cluster, site);

      zooKeeper.kill();
      assertReadinessIsDownAndPrompt(cluster);
      zooKeeper.start();
      var back = Measured.now();

      services(cluster).forEach(Service::awaitReady);
      back.tell("all are ready", "after ZooKeeper was started again");
      assertThat(services(cluster)).allMatch(service -> service.process().alive());
      assertStored(cluster, tasks);
      awaitSuccess(cluster, Api.create(cluster.masterAddresses(), page("afterwards", site)));
      back.tell("a new task has been crawled", "after ZooKeeper was started again");
    }
  }

  private static List<Acknowledged> create(Cluster cluster, Site site) {
    var tasks = new ArrayList<Acknowledged>();
    for (var i = 0; i < TASKS; i++) {
      tasks.add(Api.create(cluster.masterAddresses(), page("before-" + i, site)));
    }
    tasks.forEach(task -> awaitSuccess(cluster, task));
    return tasks;
  }

  private static void assertReadinessIsDownAndPrompt(Cluster cluster) {
    var outage = Measured.now();
    await("readiness is down").atMost(PATIENCE).until(() -> noneReady(cluster));
    outage.tell("no service is ready", "after ZooKeeper was killed");
    var answers = new ArrayList<Duration>();
    while (outage.elapsed().compareTo(OUTAGE) < 0) {
      for (var service : services(cluster).toList()) {
        var asked = Measured.now();
        assertThat(service.ready()).as("%s is ready", service.id()).isFalse();
        answers.add(asked.elapsed());
        assertThat(service.live()).as("%s is live", service.id()).isTrue();
      }
      var next = outage.elapsed().plusMillis(500);
      await()
          .atMost(PATIENCE)
          .pollInterval(Duration.ofMillis(50))
          .until(() -> outage.elapsed().compareTo(next) > 0);
    }
    var spread = Spread.of(answers);
    Measured.line("readiness answered during the outage: " + spread);
    // Not all of them: a machine may stall.
    assertThat(spread.p50()).isLessThan(PROMPT);
  }

  private static void assertStored(Cluster cluster, List<Acknowledged> tasks) throws Exception {
    try (var znodes = Znodes.at(cluster.connect())) {
      assertThat(znodes.tasks())
          .map(task -> new Acknowledged(task.name(), task.id(), task.creationTime()))
          .containsExactlyInAnyOrderElementsOf(tasks);
    }
  }

  private static void awaitSuccess(Cluster cluster, Acknowledged task) {
    var master = cluster.masterAddresses().getFirst();
    await(task.name())
        .atMost(PATIENCE)
        .untilAsserted(
            () ->
                assertThat(Api.task(master, task.name()).at("/status/state").asString(""))
                    .isEqualTo("succeeded"));
  }

  private static TaskText page(String name, Site site) {
    return TaskText.ofOnePage(name, site.start());
  }

  private static boolean noneReady(Cluster cluster) {
    return services(cluster).noneMatch(Service::ready);
  }

  private static Stream<Service> services(Cluster cluster) {
    return Stream.concat(cluster.masters().stream(), cluster.workers().stream());
  }
}
