package io.crawlkeeper.model;

import java.time.Instant;
import org.jspecify.annotations.Nullable;

/** A run for a test that no sequence of its own transitions leads to. */
public final class RunBuilder {

  private final Run run;
  private String id;
  private int attempt;
  private int failures;
  private RunState state;
  private String worker;
  private @Nullable Instant startTime;
  private @Nullable Instant endTime;
  private @Nullable Instant nextTime;
  private Progress progress;
  private @Nullable String output;
  private @Nullable String reason;

  private RunBuilder(Run run) {
    this.run = run;
    this.id = run.id();
    this.attempt = run.attempt();
    this.failures = run.failures();
    this.state = run.state();
    this.worker = run.worker();
    this.startTime = run.startTime();
    this.endTime = run.endTime();
    this.nextTime = run.nextTime();
    this.progress = run.progress();
    this.output = run.output();
    this.reason = run.reason();
  }

  /** One that begins with all that the run says. */
  public static RunBuilder from(Run run) {
    return new RunBuilder(run);
  }

  public RunBuilder id(String wanted) {
    id = wanted;
    return this;
  }

  public RunBuilder attempt(int number) {
    attempt = number;
    return this;
  }

  public RunBuilder failures(int count) {
    failures = count;
    return this;
  }

  public RunBuilder state(RunState wanted) {
    state = wanted;
    return this;
  }

  public RunBuilder worker(String name) {
    worker = name;
    return this;
  }

  public RunBuilder startTime(Instant time) {
    startTime = time;
    return this;
  }

  public RunBuilder endTime(@Nullable Instant time) {
    endTime = time;
    return this;
  }

  public RunBuilder nextTime(Instant time) {
    nextTime = time;
    return this;
  }

  public RunBuilder progress(Progress made) {
    progress = made;
    return this;
  }

  public RunBuilder output(String folder) {
    output = folder;
    return this;
  }

  public RunBuilder reason(String why) {
    reason = why;
    return this;
  }

  public Run build() {
    return new Run(
        id,
        run.task(),
        run.taskId(),
        run.cause(),
        run.tick(),
        attempt,
        failures,
        run.generation(),
        state,
        worker,
        run.createTime(),
        startTime,
        endTime,
        nextTime,
        progress,
        output,
        reason,
        run.losses());
  }
}
