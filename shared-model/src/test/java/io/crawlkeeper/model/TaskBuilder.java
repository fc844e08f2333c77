package io.crawlkeeper.model;

import io.crawlkeeper.model.Task.Since;
import io.crawlkeeper.model.Task.Since.Cause;
import java.time.Instant;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** A task for a test, of which it says only what it is about; else a crawl that runs once. */
public final class TaskBuilder {

  /** When a task was created unless it says otherwise. */
  public static final Instant START = Instant.parse("2026-03-01T12:00:00Z");

  private final long id;
  private final String name;
  private Map<String, String> labels = Map.of();
  private TaskSpec spec = new TaskSpec(CrawlBuilder.of("http://a.test/").build(), null, null, null);
  private long generation = 1;
  private Since since = new Since(START, Cause.CREATED);
  private Instant creationTime = START;
  private Instant updateTime = START;
  private String operation = "op";

  private TaskBuilder(String name, long id) {
    this.name = name;
    this.id = id;
  }

  public static TaskBuilder of(String name, long id) {
    return new TaskBuilder(name, id);
  }

  /** One that begins with all that the task says. */
  public static TaskBuilder from(Task task) {
    var builder = new TaskBuilder(task.name(), task.id());
    builder.labels = task.labels();
    builder.spec = task.spec();
    builder.generation = task.generation();
    builder.since = task.since();
    builder.creationTime = task.creationTime();
    builder.updateTime = task.updateTime();
    builder.operation = task.operation();
    return builder;
  }

  public TaskBuilder labels(Map<String, String> all) {
    labels = all;
    return this;
  }

  public TaskBuilder spec(TaskSpec wanted) {
    spec = wanted;
    return this;
  }

  /** The same work at other times. */
  public TaskBuilder schedule(@Nullable ScheduleSpec schedule) {
    return spec(new TaskSpec(spec.work(), schedule, spec.run(), spec.placement()));
  }

  public TaskBuilder generation(long number) {
    generation = number;
    return this;
  }

  /** Created then, and not changed since. */
  public TaskBuilder created(Instant time) {
    creationTime = time;
    return updated(time).since(time, Cause.CREATED);
  }

  public TaskBuilder updated(Instant time) {
    updateTime = time;
    return this;
  }

  public TaskBuilder since(Instant time, Cause cause) {
    return since(new Since(time, cause));
  }

  public TaskBuilder since(Since wanted) {
    since = wanted;
    return this;
  }

  public TaskBuilder operation(String wanted) {
    operation = wanted;
    return this;
  }

  public Task build() {
    return new Task(id, name, labels, spec, generation, since, creationTime, updateTime, operation);
  }
}
