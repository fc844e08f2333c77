package io.crawlkeeper.worker.job.kubernetes;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.crawlkeeper.model.RunState.Ended;
import io.crawlkeeper.worker.Tasks;
import io.crawlkeeper.worker.job.JobTasks;
import io.fabric8.kubernetes.api.model.EventBuilder;
import io.fabric8.mockwebserver.http.MockResponse;
import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** Against a server that can be made to fail. */
class MockClusterTest extends JobsContract {
  private static final String JOBS = "/apis/batch/v1/namespaces/" + JobTasks.NAMESPACE + "/jobs";
  private static final String PODS = "/api/v1/namespaces/" + JobTasks.NAMESPACE + "/pods";

  /** {@code -Dcrawlkeeper.test.api-down=60} for a whole minute. */
  private static final Duration DOWN =
      Duration.ofSeconds(Long.getLong("crawlkeeper.test.api-down", 4));

  private final MockCluster mock = new MockCluster();

  @Override
  TestCluster cluster() {
    return mock;
  }

  @AfterEach
  void closeServer() {
    mock.close();
  }

  private void succeeds(Execution execution, String job) throws Exception {
    mock.kubelet().runs(job);
    mock.kubelet().ends(job, 0, "");
    assertThat(execution.outcome().state()).isEqualTo(Ended.SUCCEEDED);
  }

  @Test
  void standsStillWhileTheApiIsDownAndGoesOn() throws Exception {
    var execution = begin(JobTasks.run(1));
    awaitAtWork("ck-7-1-1");
    awaitNote(execution, "pending");
    mock.goAway();
    awaitNote(execution, "Kubernetes does not answer");
    await()
        .pollDelay(DOWN)
        .atMost(DOWN.plusMinutes(2))
        .untilAsserted(() -> assertThat(execution.isOver()).isFalse());
    mock.comeBack();
    mock.kubelet().runs("ck-7-1-1");
    awaitNote(execution, "running");

    succeeds(execution, "ck-7-1-1");
    assertThat(jobs()).hasSize(1);
  }

  @Test
  void beginsOnceTheApiIsThere() throws Exception {
    mock.goAway();
    var execution = begin(JobTasks.run(1));
    awaitNote(execution, "Kubernetes does not answer");
    mock.comeBack();
    awaitAtWork("ck-7-1-1");

    succeeds(execution, "ck-7-1-1");
  }

  /** Nothing but the watch can tell: the next look by itself is an hour away. */
  @Test
  void watchesAgainAfterTheConnectionBroke() throws Exception {
    var execution = begin(JobTasks.run(1));
    awaitAtWork("ck-7-1-1");
    awaitNote(execution, "pending");
    mock.goAway();
    mock.comeBack();

    succeeds(execution, "ck-7-1-1");
  }

  @Test
  void watchesAgainFromThePresentWhenTheServerHasForgottenThePast() throws Exception {
    mock.faults().tooOld(2, "watch=true");
    var execution = begin(JobTasks.run(1));
    awaitAtWork("ck-7-1-1");
    await().until(() -> mock.faults().left() == 0);

    succeeds(execution, "ck-7-1-1");
  }

  @Test
  void looksByItselfWhereItMayNotWatch() throws Exception {
    mock.faults().refuse(1_000, "GET", "watch=true", 403, "Forbidden", "cannot watch");
    var execution = begin(JobTasks.run(1));
    awaitAtWork("ck-7-1-1");

    succeeds(execution, "ck-7-1-1");
  }

  @Test
  void saysWhatTheClusterRefuses() throws Exception {
    mock.faults()
        .refuse(
            1, "POST", JOBS, 403, "Forbidden", "jobs \"ck-7-1-1\" is forbidden: exceeded quota");
    var outcome = begin(JobTasks.run(1)).outcome();

    assertThat(outcome.state()).isEqualTo(Ended.FAILED);
    assertThat(outcome.reason()).contains("exceeded quota", "403");
    assertThat(jobs()).isEmpty();
  }

  @Test
  void repeatsWhatIsToBeAskedLater() throws Exception {
    mock.faults().refuse(2, "POST", JOBS, 429, "TooManyRequests", "slow down");
    mock.faults().refuse(1, "POST", JOBS, 500, "InternalError", "etcd is away");
    mock.faults().refuse(1, "POST", JOBS, 409, "Conflict", "the quota was modified");
    var execution = begin(JobTasks.run(1));
    awaitAtWork("ck-7-1-1");

    assertThat(mock.faults().left()).isZero();
    succeeds(execution, "ck-7-1-1");
  }

  @Test
  void readsAnewAfterAConflict() throws Exception {
    mock.faults().refuse(1, "PATCH", JOBS, 409, "Conflict", "the object has been modified");
    var execution = begin(JobTasks.run(1));
    awaitAtWork("ck-7-1-1");

    assertThat(mock.faults().left()).isZero();
    succeeds(execution, "ck-7-1-1");
  }

  /** The Job was made, and the answer lost; so it is there already, with this attempt's token. */
  @Test
  void takesAJobThatItHasMadeItselfForItsOwn() throws Exception {
    var first = begin(JobTasks.run(1));
    var job = awaitAtWork("ck-7-1-1");
    first.stop();

    var again = begin(JobTasks.run(1));
    awaitNote(again, "pending: no pod yet");

    assertThat(jobs())
        .singleElement()
        .satisfies(
            one -> assertThat(one.getMetadata().getUid()).isEqualTo(job.getMetadata().getUid()));
    succeeds(again, "ck-7-1-1");
  }

  @Test
  void waitsUntilThePodsOfACancelledRunAreGone() throws Exception {
    var run = JobTasks.run(1);
    var execution = begin(run);
    awaitAtWork("ck-7-1-1");
    var kubelet = new MockKubelet(mock.admin());
    kubelet.holds("ck-7-1-1");
    execution.stop();
    var cleared =
        CompletableFuture.runAsync(
            () -> executor().clear(run.ended(Ended.CANCELLED, "cancelled", Tasks.START)));
    await().until(() -> jobs().getFirst().getMetadata().getDeletionTimestamp() != null);
    var next = begin(JobTasks.run(2));
    awaitNote(next, "waits until Job ck-7-1-1");

    assertThat(cleared).isNotDone();
    assertThat(jobs())
        .filteredOn(job -> !Boolean.TRUE.equals(job.getSpec().getSuspend()))
        .singleElement()
        .satisfies(job -> assertThat(job.getMetadata().getName()).isEqualTo("ck-7-1-1"));
    kubelet.gone("ck-7-1-1");
    cleared.get(3, TimeUnit.MINUTES);
    awaitAtWork("ck-7-2-1");
    next.stop();
  }

  @Test
  void saysWhyThereIsNoPod() throws Exception {
    var execution = begin(JobTasks.run(1));
    var job = awaitAtWork("ck-7-1-1");
    mock.faults()
        .answer(
            1_000,
            "GET",
            "/events",
            () ->
                new MockResponse().setResponseCode(200).setBody(quota(job.getMetadata().getUid())));
    // Any change makes it look again.
    mock.admin()
        .batch()
        .v1()
        .jobs()
        .inNamespace(JobTasks.NAMESPACE)
        .withName("ck-7-1-1")
        .edit(
            one -> {
              one.getMetadata().getLabels().put("touched", "yes");
              return one;
            });

    awaitNote(execution, "pending: FailedCreate: pods \"x\" is forbidden: exceeded quota");
    execution.stop();
  }

  private static String quota(String uid) {
    var event =
        new EventBuilder()
            .withNewMetadata()
            .withName("e")
            .endMetadata()
            .withNewInvolvedObject()
            .withUid(uid)
            .endInvolvedObject()
            .withType("Warning")
            .withReason("FailedCreate")
            .withMessage("pods \"x\" is forbidden: exceeded quota")
            .build();
    return "{\"kind\":\"EventList\",\"apiVersion\":\"v1\",\"items\":[%s]}"
        .formatted(io.fabric8.kubernetes.client.utils.Serialization.asJson(event));
  }

  @Test
  void givesTheLogOfTheNewestPod() throws Exception {
    var execution = begin(JobTasks.run(1));
    awaitAtWork("ck-7-1-1");
    mock.kubelet().runs("ck-7-1-1");
    mock.faults()
        .answer(
            1,
            "GET",
            PODS + "/ck-7-1-1-pod/log?container=main&tailLines=",
            () -> new MockResponse().setResponseCode(200).setBody("one\ntwo\n"));

    assertThat(log("7-1", false)).isEqualTo("one\ntwo\n");
    assertThat(executor().log("7-99")).isEmpty();
    execution.stop();
  }

  @Test
  void followsTheLogUntilTheJobHasEnded() throws Exception {
    var execution = begin(JobTasks.run(1));
    awaitAtWork("ck-7-1-1");
    var followed = CompletableFuture.supplyAsync(() -> log("7-1", true));
    mock.faults()
        .answer(
            1,
            "GET",
            "&follow=true",
            () -> new MockResponse().setResponseCode(200).setBody("one\ntwo\n"));
    mock.kubelet().runs("ck-7-1-1");
    succeeds(execution, "ck-7-1-1");

    assertThat(followed.get(3, TimeUnit.MINUTES)).isEqualTo("one\ntwo\n");
  }

  private String log(String run, boolean follow) {
    var text = new ByteArrayOutputStream();
    try (var log = executor().log(run).orElseThrow()) {
      log.writeTo(text, follow);
    } catch (java.io.IOException e) {
      throw new java.io.UncheckedIOException(e);
    } catch (InterruptedException e) {
      throw new IllegalStateException(e);
    }
    return text.toString(StandardCharsets.UTF_8);
  }
}
