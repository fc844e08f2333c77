package io.crawlkeeper.worker;

import io.crawlkeeper.model.Assignment;
import io.crawlkeeper.model.CrawlBuilder;
import io.crawlkeeper.model.Ledger;
import io.crawlkeeper.model.RequestQueue;
import io.crawlkeeper.model.Run;
import io.crawlkeeper.model.RunSpec;
import io.crawlkeeper.model.ScheduleBuilder;
import io.crawlkeeper.model.ScheduleSpec;
import io.crawlkeeper.model.Task;
import io.crawlkeeper.model.TaskBuilder;
import io.crawlkeeper.model.TaskSpec;
import io.crawlkeeper.worker.ledger.OwnedTask;
import java.time.Duration;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/** Tasks as tests need them. */
public final class Tasks {

  /** When all of them were created. */
  public static final Instant START = TaskBuilder.START;

  private Tasks() {}

  public static Task once(String name, long id) {
    return task(name, id, null, null);
  }

  public static Task every(Duration period) {
    return task("t", 7, ScheduleBuilder.every(period).build(), null);
  }

  public static Task task(
      String name, long id, @Nullable ScheduleSpec schedule, @Nullable RunSpec run) {
    var crawl = CrawlBuilder.of("http://a.test/").build();
    return task(name, id, new TaskSpec(crawl, schedule, run, null));
  }

  public static Task task(String name, long id, TaskSpec spec) {
    return TaskBuilder.of(name, id).spec(spec).build();
  }

  /** Owned by {@code w}; nothing has become of it yet. */
  public static OwnedTask owned(Task task) {
    return new OwnedTask(
        new Assignment(task.name(), task.id(), "w", 0, task.generation(), 0, null),
        task,
        RequestQueue.empty(task.name(), task.id()),
        Ledger.empty(task.name(), task.id()),
        0);
  }

  /** A run whose first attempt is under way. */
  public static Run started(String task, String worker, Instant now) {
    return Run.queued("7-1", once(task, 7), Run.Cause.TICK, now, now).started(worker, now);
  }
}
