package io.crawlkeeper.systemtests;

import static io.crawlkeeper.systemtests.harness.Patience.PATIENCE;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.crawlkeeper.systemtests.harness.Api;
import io.crawlkeeper.systemtests.harness.Api.Acknowledged;
import io.crawlkeeper.systemtests.harness.Cluster;
import io.crawlkeeper.systemtests.harness.Measured;
import io.crawlkeeper.systemtests.harness.Service;
import io.crawlkeeper.systemtests.harness.Znodes;
import java.util.List;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** Who is asked to stop leaves nothing behind that others have to wait for. */
class GracefulStopIT {

  private static final int BY_SIGTERM = 143;

  private static Cluster cluster;
  private static Znodes znodes;

  @BeforeAll
  static void start() {
    cluster = Cluster.named("graceful-stop", Cluster.LONG_SESSION);
    cluster.whole(2, 2);
    znodes = Znodes.at(cluster.connect());
  }

  @AfterAll
  static void stop() {
    znodes.close();
    cluster.close();
  }

  @Test
  void aLeaderHandsOverBeforeItsSessionCouldExpire() throws Exception {
    var leader = cluster.leader();
    var other = cluster.otherThan(leader);
    var posters = Posters.start(4, List.of(other.address(), leader.address()), "handover");
    try (posters) {
      await().atMost(PATIENCE).until(() -> posters.count() > 20);
      leader.process().terminate();
      var asked = Measured.now();
      await("the other leads").atMost(PATIENCE).until(() -> leads(other));
      assertThat(asked.tell("the other master leads", "after the leader was asked to stop"))
          .isLessThan(Cluster.LONG_SESSION);
      var before = posters.count();
      await("it takes tasks").atMost(PATIENCE).until(() -> posters.count() > before + 20);
      assertThat(leader.process().awaitExit(PATIENCE)).isEqualTo(BY_SIGTERM);
      asked.tell("the old leader has ended", "after it was asked to");
      cluster.gone(leader);
    }
    assertThat(posters.failures()).isEmpty();
    assertThat(znodes.tasks())
        .filteredOn(task -> task.name().startsWith("handover"))
        .map(task -> new Acknowledged(task.name(), task.id(), task.creationTime()))
        .containsExactlyInAnyOrderElementsOf(posters.acknowledged().values());
  }

  @Test
  void aWorkerGivesItsRunBackForAnotherToGoOn() throws Exception {
    try (var crawl = SlowCrawl.begin(cluster, znodes, "given-back")) {
      var first = crawl.first();
      var worker = first.worker();

      worker.process().terminate();
      var asked = Measured.now();
      crawl.awaitSecondAttempt();
      assertThat(asked.tell("the crawl goes on elsewhere", "after its worker was asked to stop"))
          .isLessThan(Cluster.LONG_SESSION);
      assertThat(worker.process().awaitExit(PATIENCE)).isEqualTo(BY_SIGTERM);
      asked.tell("the worker has ended", "after it was asked to");
      cluster.gone(worker);

      crawl.assertFinishedBySecondAttempt(first);
    }
  }

  private static boolean leads(Service master) throws Exception {
    return Api.cluster(master.address()).at("/leader/id").asString("").equals(master.id());
  }
}
