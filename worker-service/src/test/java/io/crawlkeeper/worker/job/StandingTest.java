package io.crawlkeeper.worker.job;

import static org.assertj.core.api.Assertions.assertThat;

import io.crawlkeeper.worker.job.FoundJob.Condition;
import io.crawlkeeper.worker.job.FoundJob.End;
import io.crawlkeeper.worker.job.FoundPod.Exit;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

class StandingTest {
  private static final FoundJob JOB =
      new FoundJob(
          new JobRef("ns", "job", "uid", "1"), null, new Condition(false, false, false, null));

  private static FoundPod pod(
      String name, int second, @Nullable String waiting, @Nullable Exit exit) {
    return new FoundPod("ns", name, Instant.ofEpochSecond(second), waiting, 0, exit);
  }

  @Test
  void speaksOfTheNewestPodAndCountsTheOthers() {
    var first = pod("z", 1, null, new Exit(1, "Error", ""));
    var second = pod("a", 2, null, null);

    assertThat(Standing.note(JOB, List.of(second, first), List.of()))
        .isEqualTo("running: pod a (pods: 2, restarts: 1)");
    assertThat(Standing.note(JOB, List.of(pod("a", 1, null, null)), List.of()))
        .isEqualTo("running: pod a");
  }

  @Test
  void saysWhyNothingRunsYet() {
    var waiting = pod("a", 1, "Unschedulable: 0/3 nodes are available", null);

    assertThat(Standing.note(JOB, List.of(waiting), List.of()))
        .isEqualTo("pending: pod a: Unschedulable: 0/3 nodes are available");
    assertThat(Standing.note(JOB, List.of(), List.of("Old: x", "FailedCreate: exceeded quota")))
        .isEqualTo("pending: FailedCreate: exceeded quota");
  }

  @Test
  void boundsWhatIsKept() {
    var endless = "x".repeat(5_000);
    var pod = pod("a", 1, endless, null);
    var failed = pod("a", 1, null, new Exit(1, endless, endless + "the end"));

    assertThat(Standing.note(JOB, List.of(pod), List.of())).hasSize(Standing.LONGEST);
    assertThat(Standing.failure(new End(false, endless, endless), failed, 1))
        .hasSizeLessThanOrEqualTo(Standing.LONGEST_REASON)
        .endsWith("the end");
  }
}
