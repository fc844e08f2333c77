package io.crawlkeeper.history;

import io.crawlkeeper.history.History.Place;
import io.crawlkeeper.history.History.RunQuery;
import io.crawlkeeper.history.History.RunRow;
import io.crawlkeeper.history.History.TickQuery;
import io.crawlkeeper.history.History.TickRow;
import io.crawlkeeper.model.Progress;
import io.crawlkeeper.model.Run;
import io.crawlkeeper.model.Run.Cause;
import io.crawlkeeper.model.RunBuilder;
import io.crawlkeeper.model.RunState;
import io.crawlkeeper.model.RunState.Ended;
import io.crawlkeeper.model.RunState.Live;
import io.crawlkeeper.model.TaskBuilder;
import io.crawlkeeper.model.Tick;
import java.time.Instant;

/** Runs and ticks to write in tests. */
public final class Rows {

  public static final Instant NOW = Instant.parse("2026-03-01T12:00:00.123Z");

  /** Any run, at most ten. */
  public static final RunQuery ANY = new RunQuery(null, null, null, null, null, null, null, 10);

  private Rows() {}

  /** The n-th run of the task, created n seconds after {@link #NOW}. */
  public static Run run(long taskId, int n, RunState state) {
    var created = NOW.plusSeconds(n);
    var task = TaskBuilder.of("task-" + taskId, taskId).build();
    return RunBuilder.from(
            Run.queued(taskId + "-" + n, task, Cause.TICK, created, created)
                .started("worker-1.a1", created))
        .state(state)
        .endTime(state.ended() ? created.plusMillis(500) : null)
        .progress(new Progress(1, 2, 3, 4, 5.5))
        .build();
  }

  public static Run ended(long taskId, int n) {
    return run(taskId, n, Ended.SUCCEEDED);
  }

  public static Run running(long taskId, int n) {
    return run(taskId, n, Live.RUNNING);
  }

  public static Run by(String worker, Run run) {
    return RunBuilder.from(run).worker(worker).build();
  }

  public static Run named(String id, Run run) {
    return RunBuilder.from(run).id(id).build();
  }

  public static Run saying(String reason, Run run) {
    return RunBuilder.from(run).reason(reason).build();
  }

  public static RunRow row(Run run, long token) {
    return new RunRow(run, token);
  }

  /** The n-th tick of the task, n seconds after {@link #NOW}. */
  public static TickRow tick(long taskId, int n) {
    return tick(taskId, n, Tick.Outcome.FIRED);
  }

  public static TickRow tick(long taskId, int n, Tick.Outcome outcome) {
    var time = NOW.plusSeconds(n);
    return new TickRow(
        "task-" + taskId,
        taskId,
        new Tick(n, time, null, 1, outcome, null, taskId + "-" + n, time.plusMillis(3)));
  }

  public static Place place(Run run) {
    return new Place(run.createTime(), run.id());
  }

  public static RunQuery ofTask(long taskId, int limit) {
    return new RunQuery(taskId, null, null, null, null, null, null, limit);
  }

  public static TickQuery ticksOf(long taskId, int limit) {
    return new TickQuery(taskId, null, null, null, null, limit);
  }
}
