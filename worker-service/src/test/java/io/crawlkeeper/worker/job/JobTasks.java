package io.crawlkeeper.worker.job;

import io.crawlkeeper.model.JobBuilder;
import io.crawlkeeper.model.JobSpec;
import io.crawlkeeper.model.Run;
import io.crawlkeeper.model.ScheduleBuilder;
import io.crawlkeeper.model.ScheduleSpec.Overlap;
import io.crawlkeeper.model.TaskSpec;
import io.crawlkeeper.worker.Tasks;
import io.crawlkeeper.worker.run.RunKey;
import java.time.Duration;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Tasks of containers as tests need them. */
public final class JobTasks {

  public static final String NAMESPACE = "crawl-jobs";
  public static final String OTHER_NAMESPACE = "others";
  public static final String IMAGE = "registry.test/team/report:1";

  private JobTasks() {}

  public static JobSpec job() {
    return in(null);
  }

  public static JobSpec in(@Nullable String namespace) {
    return JobBuilder.of(IMAGE)
        .namespace(namespace)
        .command("/report")
        .args("--day", "1")
        .env()
        .backoffLimit(0)
        .ttlAfterFinished(Duration.ofMinutes(5))
        .labels(Map.of("team", "a"))
        .build();
  }

  public static TaskSpec spec() {
    return new TaskSpec(job(), null, null, null);
  }

  public static TaskSpec parallel() {
    var schedule = ScheduleBuilder.every(Duration.ofHours(1)).overlap(Overlap.ALLOW).build();
    return new TaskSpec(job(), schedule, null, null);
  }

  /** The first attempt of the run of task 7 with that number. */
  public static Run run(int number) {
    var task = Tasks.once("report", 7);
    return Run.queued("7-" + number, task, Run.Cause.TICK, Tasks.START, Tasks.START)
        .started("worker-1.a1", Tasks.START);
  }

  public static JobTag tag(Run run) {
    return new JobTag(
        RunKey.of(run),
        run.attempt(),
        run.id() + "/" + run.attempt() + "/" + run.worker(),
        Duration.ofMinutes(5));
  }
}
