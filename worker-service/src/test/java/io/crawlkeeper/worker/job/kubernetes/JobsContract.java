package io.crawlkeeper.worker.job.kubernetes;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.awaitility.Awaitility.await;

import io.crawlkeeper.model.Quantity;
import io.crawlkeeper.model.Run;
import io.crawlkeeper.model.Run.Outcome;
import io.crawlkeeper.model.RunState.Ended;
import io.crawlkeeper.worker.Tasks;
import io.crawlkeeper.worker.job.ImageRule;
import io.crawlkeeper.worker.job.JobExecutor;
import io.crawlkeeper.worker.job.JobListener;
import io.crawlkeeper.worker.job.JobSettings;
import io.crawlkeeper.worker.job.JobSettings.Allowed;
import io.crawlkeeper.worker.job.JobTasks;
import io.crawlkeeper.worker.job.ResourceRules;
import io.crawlkeeper.worker.job.ResourceRules.Range;
import io.fabric8.kubernetes.api.model.batch.v1.Job;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.CancellationException;
import java.util.concurrent.ExecutionException;
import java.util.regex.Pattern;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** What holds of containers on any cluster. */
abstract class JobsContract {
  private static final PodRules RULES = new PodRules(0, false, "1Gi", List.of());

  private JobExecutor executor;

  abstract TestCluster cluster();

  @BeforeEach
  void open() {
    executor = executor(Duration.ofHours(1));
  }

  @AfterEach
  void close() {
    executor.close();
  }

  /** Only looks by itself after that time. */
  JobExecutor executor(Duration resync, String... more) {
    var namespaces = new ArrayList<>(List.of(JobTasks.NAMESPACE));
    namespaces.addAll(List.of(more));
    var settings =
        new JobSettings(
            "ck",
            new Allowed(
                namespaces,
                List.of(ImageRule.parse("registry.test/team/*")),
                List.of(),
                List.of(Pattern.compile("team"))),
            new ResourceRules(
                new Range(new Quantity("500m"), new Quantity("2")),
                new Range(new Quantity("512Mi"), new Quantity("4Gi"))),
            Duration.ofHours(1),
            resync);
    return new JobExecutor(
        KubernetesCluster.open(cluster().access(), "ck", RULES, JobListener.NONE), settings);
  }

  JobExecutor executor() {
    return executor;
  }

  Execution begin(Run run) {
    return Execution.of(executor, run, JobTasks.spec(), false);
  }

  static Run next(Run run, String worker) {
    return run.lost("lost", Tasks.START).started(worker, Tasks.START);
  }

  List<Job> jobs() {
    return cluster().admin().batch().v1().jobs().inNamespace(JobTasks.NAMESPACE).list().getItems();
  }

  Job awaitAtWork(String name) {
    var job = cluster().admin().batch().v1().jobs().inNamespace(JobTasks.NAMESPACE).withName(name);
    await()
        .until(
            () -> {
              var found = job.get();
              return found != null && !Boolean.TRUE.equals(found.getSpec().getSuspend());
            });
    return Objects.requireNonNull(job.get());
  }

  static void awaitNote(Execution execution, String part) {
    await().untilAsserted(() -> assertThat(execution.note()).contains(part));
  }

  private static String token(Job job) {
    return job.getMetadata().getAnnotations().getOrDefault(Marks.TOKEN, "");
  }

  @Test
  void makesOneJobAndSucceedsWithIt() throws Exception {
    var run = JobTasks.run(1);
    var execution = begin(run);
    var job = awaitAtWork("ck-7-1-1");

    assertThat(token(job)).isEqualTo("7-1/1/worker-1.a1");
    assertThat(job.getMetadata().getLabels())
        .containsEntry("team", "a")
        .containsEntry(Marks.RUN, "7-1");
    cluster().kubelet().waits("ck-7-1-1", "ErrImagePull", "no such image");
    awaitNote(execution, "ErrImagePull: no such image");
    cluster().kubelet().runs("ck-7-1-1");
    awaitNote(execution, "running: pod ck-7-1-1-");
    assertThat(executor.running()).isOne();
    cluster().kubelet().ends("ck-7-1-1", 0, "");

    assertThat(execution.outcome().state()).isEqualTo(Ended.SUCCEEDED);
    assertThat(jobs()).hasSize(1);
    assertThat(executor.running()).isZero();
  }

  @Test
  void removesNothingBeforeTheEndOfTheRunIsKnownToAll() throws Exception {
    var run = JobTasks.run(2);
    var execution = begin(run);
    awaitAtWork("ck-7-2-1");
    cluster().kubelet().runs("ck-7-2-1");
    cluster().kubelet().ends("ck-7-2-1", 0, "");
    var outcome = execution.outcome();

    assertThat(jobs().getFirst().getSpec().getTtlSecondsAfterFinished()).isNull();
    assertThat(executor.leftovers()).extracting(key -> key.id()).containsExactly("7-2");
    executor.clear(run.ended(outcome, Tasks.START));

    assertThat(jobs())
        .allSatisfy(job -> assertThat(job.getSpec().getTtlSecondsAfterFinished()).isEqualTo(300));
    assertThat(executor.leftovers()).isEmpty();
  }

  @Test
  void tellsWhyAContainerFailed() throws Exception {
    var execution = begin(JobTasks.run(3));
    awaitAtWork("ck-7-3-1");
    cluster().kubelet().runs("ck-7-3-1");
    cluster().kubelet().ends("ck-7-3-1", 3, "disk is full");

    assertThat(execution.outcome())
        .satisfies(
            end -> {
              assertThat(end.state()).isEqualTo(Ended.FAILED);
              assertThat(end.reason())
                  .contains("exit code 3", "BackoffLimitExceeded", "disk is full");
            });
  }

  @Test
  void triesAgainWithAJobOfItsOwn() throws Exception {
    var run = JobTasks.run(4);
    var first = begin(run);
    awaitAtWork("ck-7-4-1");
    cluster().kubelet().runs("ck-7-4-1");
    cluster().kubelet().ends("ck-7-4-1", 1, "");
    var again = run.retrying(Tasks.START, first.outcome()).started("worker-2.b1", Tasks.START);
    var second = begin(again);
    awaitAtWork("ck-7-4-2");
    cluster().kubelet().runs("ck-7-4-2");
    cluster().kubelet().ends("ck-7-4-2", 0, "");

    assertThat(second.outcome().state()).isEqualTo(Ended.SUCCEEDED);
  }

  @Test
  void goesOnWithTheJobOfTheAttemptBefore() throws Exception {
    var run = JobTasks.run(5);
    var first = begin(run);
    var job = awaitAtWork("ck-7-5-1");
    first.stop();

    var second = begin(next(run, "worker-2.b1"));
    await().until(() -> token(awaitAtWork("ck-7-5-1")).equals("7-5/2/worker-2.b1"));
    cluster().kubelet().runs("ck-7-5-1");
    cluster().kubelet().ends("ck-7-5-1", 0, "");

    assertThat(second.outcome().state()).isEqualTo(Ended.SUCCEEDED);
    assertThat(jobs())
        .singleElement()
        .satisfies(
            one -> assertThat(one.getMetadata().getUid()).isEqualTo(job.getMetadata().getUid()));
  }

  @Test
  void readsTheEndOfAJobThatEndedWhileNobodyLooked() throws Exception {
    var run = JobTasks.run(6);
    var first = begin(run);
    awaitAtWork("ck-7-6-1");
    first.stop();
    cluster().kubelet().runs("ck-7-6-1");
    cluster().kubelet().ends("ck-7-6-1", 9, "late");

    assertThat(begin(next(run, "worker-2.b1")).outcome().reason()).contains("exit code 9");
    assertThat(jobs()).hasSize(1);
  }

  @Test
  void beginsAnewOnlyWhenTheOldJobIsGone() throws Exception {
    var run = JobTasks.run(7);
    var first = begin(run);
    var old = awaitAtWork("ck-7-7-1");
    first.stop();

    var second = Execution.of(executor, next(run, "worker-2.b1"), JobTasks.spec(), true);
    var fresh =
        await()
            .until(
                () -> awaitAtWork("ck-7-7-1"),
                job -> !job.getMetadata().getUid().equals(old.getMetadata().getUid()));
    cluster().kubelet().runs("ck-7-7-1");
    cluster().kubelet().ends("ck-7-7-1", 0, "");

    assertThat(second.outcome().state()).isEqualTo(Ended.SUCCEEDED);
    assertThat(token(fresh)).startsWith("7-7/2/");
  }

  @Test
  void leavesAJobOfSomebodyElseAlone() throws Exception {
    var job = cluster().admin().batch().v1().jobs();
    var _ = job.resource(Foreign.job("ck-7-8-1", "of-somebody-else")).create();

    Outcome outcome = begin(JobTasks.run(8)).outcome();

    assertThat(outcome.state()).isEqualTo(Ended.FAILED);
    assertThat(outcome.reason())
        .contains("ck-7-8-1", "not this run's", "crawlkeeper.jobs.installation");
    assertThat(jobs())
        .singleElement()
        .satisfies(
            one ->
                assertThat(one.getMetadata().getLabels())
                    .containsEntry("owner", "of-somebody-else"));
  }

  @Test
  void failsWhenSomebodyDeletesItsJob() throws Exception {
    var execution = begin(JobTasks.run(9));
    awaitAtWork("ck-7-9-1");
    awaitNote(execution, "pending");
    var _ =
        cluster()
            .admin()
            .batch()
            .v1()
            .jobs()
            .inNamespace(JobTasks.NAMESPACE)
            .withName("ck-7-9-1")
            .delete();

    assertThat(execution.outcome().state()).isEqualTo(Ended.FAILED);
    assertThat(execution.outcome().reason()).contains("was deleted by somebody else");
  }

  @Test
  void deletesWhatIsStillAtWorkWhenItsRunIsOver() throws Exception {
    var run = JobTasks.run(10);
    var execution = begin(run);
    awaitAtWork("ck-7-10-1");
    execution.stop();

    assertThat(executor.leftovers()).extracting(key -> key.id()).containsExactly("7-10");
    executor.clear(run.ended(Ended.CANCELLED, "a user has cancelled it", Tasks.START));

    assertThat(jobs()).isEmpty();
    assertThat(executor.leftovers()).isEmpty();
    assertThatExceptionOfType(ExecutionException.class)
        .isThrownBy(execution::outcome)
        .withCauseInstanceOf(InterruptedException.class)
        .isNotInstanceOf(CancellationException.class);
  }

  @Test
  void waitsForTheJobOfTheRunBeforeToGo() throws Exception {
    var before = begin(JobTasks.run(11));
    awaitAtWork("ck-7-11-1");
    before.stop();

    var execution = begin(JobTasks.run(12));
    awaitAtWork("ck-7-12-1");

    assertThat(jobs()).extracting(job -> job.getMetadata().getName()).containsExactly("ck-7-12-1");
    execution.stop();
  }

  @Test
  void letsRunsOverlapWhereTheTaskSaysSo() throws Exception {
    var one = Execution.of(executor, JobTasks.run(13), JobTasks.parallel(), false);
    awaitAtWork("ck-7-13-1");
    var other = Execution.of(executor, JobTasks.run(14), JobTasks.parallel(), false);
    awaitAtWork("ck-7-14-1");

    assertThat(jobs()).hasSize(2);
    one.stop();
    other.stop();
  }

  @Test
  void canDoNothingOnceALaterAttemptHasItsJob() throws Exception {
    var run = JobTasks.run(15);
    var zombie = begin(run);
    awaitAtWork("ck-7-15-1");
    awaitNote(zombie, "pending");
    var later = begin(next(run, "worker-2.b1"));

    assertThat(zombie.outcome().reason()).contains("another attempt has taken over");
    var again = begin(run);
    assertThat(again.outcome().reason()).contains("another attempt has taken over");
    assertThat(later.isOver()).isFalse();
    later.stop();
  }

  @Test
  void writesNothingWhileTheSessionIsUnsure() throws Exception {
    var execution = Execution.unsure(executor, JobTasks.run(16), JobTasks.spec());
    awaitNote(execution, "pending: its Job is being made");
    assertThat(jobs()).isEmpty();
    execution.mayAct(true);
    awaitAtWork("ck-7-16-1");
    execution.stop();
  }

  /** A worker that was paused between making its Job and starting it. */
  @Test
  void cannotStartAJobThatALaterAttemptHasTakenOver() throws Exception {
    try (var cluster = KubernetesCluster.open(cluster().access(), "ck", RULES, JobListener.NONE)) {
      var run = JobTasks.run(18);
      var order = Foreign.order("ck-7-18-1");
      assertThat(cluster.create(order, JobTasks.tag(run))).isTrue();
      var seen = cluster.find(JobTasks.NAMESPACE, "ck-7-18-1").orElseThrow();
      var later = begin(next(run, "worker-2.b1"));
      await().until(() -> token(awaitAtWork("ck-7-18-1")).startsWith("7-18/2/"));

      assertThat(cluster.takeOver(seen.ref(), JobTasks.tag(run))).isFalse();
      assertThat(cluster.create(order, JobTasks.tag(run))).isFalse();
      assertThat(token(awaitAtWork("ck-7-18-1"))).startsWith("7-18/2/");
      later.stop();
    }
  }
}
