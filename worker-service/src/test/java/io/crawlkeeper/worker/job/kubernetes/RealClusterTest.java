package io.crawlkeeper.worker.job.kubernetes;

import static org.assertj.core.api.Assertions.assertThat;

import io.crawlkeeper.model.TaskSpec;
import io.crawlkeeper.worker.job.JobTasks;
import java.nio.file.Path;
import java.time.Duration;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledIf;
import org.junit.jupiter.api.io.TempDir;

/** Against a real API server and real controllers, where the environment names them. */
@EnabledIf(
    value = "io.crawlkeeper.worker.job.kubernetes.RealPrograms#asked",
    disabledReason = "no programs of Kubernetes are named in the environment")
class RealClusterTest extends JobsContract {
  private static RealCluster real;

  @BeforeAll
  static void start(@TempDir Path folder) throws Exception {
    real = new RealCluster(RealPrograms.find(System.getenv()).orElseThrow(), folder);
  }

  @AfterAll
  static void stop() {
    if (real != null) {
      real.close();
    }
  }

  @BeforeEach
  void empty() {
    real.empty();
  }

  @Override
  TestCluster cluster() {
    return real;
  }

  @Test
  void seesWhatKubernetesComplainsOf() throws Exception {
    try (var quota = NoPods.in(real.admin())) {
      var execution = begin(JobTasks.run(1));

      awaitNote(execution, "exceeded quota: " + quota.name());
      execution.stop();
    }
  }

  @Test
  void saysThatANamespaceIsMissingOrNotItsOwn() throws Exception {
    var elsewhere = new TaskSpec(JobTasks.in(JobTasks.OTHER_NAMESPACE), null, null, null);
    try (var both = executor(Duration.ofHours(1), JobTasks.OTHER_NAMESPACE)) {
      var outcome = Execution.of(both, JobTasks.run(2), elsewhere, false).outcome();

      assertThat(outcome.reason()).contains("Kubernetes refuses the Job", "forbidden", "403");
      assertThat(both.leftovers()).isEmpty();
    }
  }
}
