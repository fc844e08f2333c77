package io.crawlkeeper.systemtests;

import static io.crawlkeeper.systemtests.harness.Patience.PATIENCE;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.crawlkeeper.model.Run;
import io.crawlkeeper.model.RunState;
import io.crawlkeeper.systemtests.harness.Api;
import io.crawlkeeper.systemtests.harness.Api.Acknowledged;
import io.crawlkeeper.systemtests.harness.Cluster;
import io.crawlkeeper.systemtests.harness.Folders;
import io.crawlkeeper.systemtests.harness.KubernetesApi;
import io.crawlkeeper.systemtests.harness.Service;
import io.crawlkeeper.systemtests.harness.TaskText;
import io.crawlkeeper.systemtests.harness.Znodes;
import io.fabric8.kubernetes.api.model.batch.v1.Job;
import java.io.IOException;
import java.time.Duration;
import java.util.Objects;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Test;

/** A container goes on when its worker dies, and ends when its task does. */
@Order(3)
class ContainerTakeoverIT {

  private static KubernetesApi kubernetes;
  private static Cluster cluster;
  private static Znodes znodes;

  @BeforeAll
  static void start() {
    kubernetes = KubernetesApi.open();
    var settings = kubernetes.settings(Folders.fresh("containers-kubeconfig"));
    cluster = Cluster.named("containers");
    cluster.master("master-1");
    cluster.worker("worker-1", settings);
    cluster.worker("worker-2", settings);
    cluster.awaitWhole();
    znodes = Znodes.at(cluster.connect());
  }

  @AfterAll
  static void stop() throws IOException {
    znodes.close();
    cluster.close();
    kubernetes.close();
  }

  @Test
  void isAdoptedByTheNextOwnerOfItsTask() throws Exception {
    var task = create("adopted");
    var job = kubernetes.awaitAtWork();
    var before = run(task);
    var lost = worker(before);
    lost.process().kill();

    await("another attempt has the Job")
        .atMost(PATIENCE)
        .untilAsserted(() -> assertThat(attempt(kubernetes.awaitAtWork())).isEqualTo("2"));
    kubernetes.succeed(job);
    await("the run ends").atMost(PATIENCE).until(() -> run(task).state().ended());

    var run = run(task);
    assertThat(run.state()).isEqualTo(RunState.Ended.SUCCEEDED);
    assertThat(run.id()).isEqualTo(before.id());
    assertThat(run.attempt()).isEqualTo(2);
    assertThat(run.worker()).isNotEqualTo(before.worker());
    await("its Job is to be removed in time")
        .atMost(PATIENCE)
        .until(() -> kubernetes.jobs().getFirst().getSpec().getTtlSecondsAfterFinished() != null);
    assertThat(kubernetes.jobs())
        .singleElement()
        .satisfies(
            one -> assertThat(one.getMetadata().getUid()).isEqualTo(job.getMetadata().getUid()));
    kubernetes.remove(job);
    cluster.restart(lost).awaitReady();

    endsWithItsTask();
  }

  @Test
  void isFollowedOnWhenTheApiWasAwayForAMinute() throws Exception {
    var task = create("followed");
    var job = kubernetes.awaitAtWork();
    kubernetes.link().loseRequests();
    await("it is seen")
        .atMost(PATIENCE)
        .until(() -> note(task).contains("Kubernetes does not answer"));
    kubernetes.succeed(job);
    await()
        .pollDelay(Duration.ofSeconds(60))
        .atMost(PATIENCE.multipliedBy(2))
        .untilAsserted(() -> assertThat(run(task).state().ended()).isFalse());
    kubernetes.link().mend();

    await("the run ends").atMost(PATIENCE).until(() -> run(task).state().ended());
    assertThat(run(task).state()).isEqualTo(RunState.Ended.SUCCEEDED);
    assertThat(run(task).attempt()).isEqualTo(1);
    assertThat(kubernetes.jobs()).hasSize(1);
    kubernetes.remove(job);
  }

  @Test
  void endsWhenTheTimeOfItsRunIsOver() throws Exception {
    var task = create("timed", ", \"run\": {\"timeout\": \"PT15S\"}");
    kubernetes.awaitAtWork();

    await("the run ends").atMost(PATIENCE).until(() -> run(task).state().ended());
    assertThat(run(task).state()).isEqualTo(RunState.Ended.TIMED_OUT);
    await("its Job is gone").atMost(PATIENCE).until(() -> kubernetes.jobs().isEmpty());
  }

  private static String note(Acknowledged task) throws Exception {
    return Objects.requireNonNullElse(run(task).progress().note(), "");
  }

  private static void endsWithItsTask() throws Exception {
    var task = create("deleted");
    kubernetes.awaitAtWork();
    assertThat(Api.delete(cluster.masterAddresses().getFirst(), task.name()).status())
        .isEqualTo(204);

    await("its Job is gone").atMost(PATIENCE).until(() -> kubernetes.jobs().isEmpty());
  }

  private static Acknowledged create(String name) {
    return create(name, "");
  }

  private static Acknowledged create(String name, String furtherSpec) {
    var json =
        "{\"name\": \"%s\", \"spec\": {\"job\": {\"image\": \"registry.test/team/report:1\"}%s}}"
            .formatted(name, furtherSpec);
    return Api.create(cluster.masterAddresses(), new TaskText(name, json));
  }

  private static Run run(Acknowledged task) throws Exception {
    return znodes.run(task.name(), task.id()).orElseThrow();
  }

  private static Service worker(Run run) {
    return cluster.workers().stream()
        .filter(one -> one.owns(run.worker()))
        .findFirst()
        .orElseThrow();
  }

  private static String attempt(Job job) {
    return job.getMetadata().getAnnotations().getOrDefault("crawlkeeper.io/attempt", "");
  }
}
