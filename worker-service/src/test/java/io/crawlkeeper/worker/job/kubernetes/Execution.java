package io.crawlkeeper.worker.job.kubernetes;

import io.crawlkeeper.model.Progress;
import io.crawlkeeper.model.Run;
import io.crawlkeeper.model.Run.Outcome;
import io.crawlkeeper.model.TaskSpec;
import io.crawlkeeper.worker.run.Attempt;
import io.crawlkeeper.worker.run.TaskExecutor;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

/** An attempt that is carried out on a thread of its own. */
final class Execution implements Attempt {
  private final Run run;
  private final TaskSpec spec;
  private final boolean afresh;
  private final CompletableFuture<Outcome> end = new CompletableFuture<>();
  private volatile Progress progress = Progress.NONE;
  private volatile boolean mayAct = true;
  private volatile boolean stopped;
  private volatile Thread thread = Thread.currentThread();

  private Execution(Run run, TaskSpec spec, boolean afresh) {
    this.run = run;
    this.spec = spec;
    this.afresh = afresh;
  }

  static Execution of(TaskExecutor executor, Run run, TaskSpec spec, boolean afresh) {
    return begin(executor, new Execution(run, spec, afresh));
  }

  /** Of a worker that cannot be sure that the run is its own. */
  static Execution unsure(TaskExecutor executor, Run run, TaskSpec spec) {
    var execution = new Execution(run, spec, false);
    execution.mayAct(false);
    return begin(executor, execution);
  }

  private static Execution begin(TaskExecutor executor, Execution execution) {
    execution.thread = Thread.ofVirtual().start(() -> execution.live(executor));
    return execution;
  }

  private void live(TaskExecutor executor) {
    try {
      end.complete(executor.execute(this));
    } catch (InterruptedException | RuntimeException e) {
      end.completeExceptionally(e);
    }
  }

  /** As when the worker gives the run back, or the run is cancelled. */
  void stop() throws Exception {
    stopped = true;
    thread.interrupt();
    thread.join();
  }

  void mayAct(boolean may) {
    mayAct = may;
  }

  boolean isOver() {
    return end.isDone();
  }

  String note() {
    var note = progress.note();
    return note == null ? "" : note;
  }

  Outcome outcome() throws ExecutionException, InterruptedException, TimeoutException {
    return end.get(3, TimeUnit.MINUTES);
  }

  @Override
  public Run run() {
    return run;
  }

  @Override
  public TaskSpec spec() {
    return spec;
  }

  @Override
  public boolean afresh() {
    return afresh;
  }

  @Override
  public boolean mayAct() {
    return mayAct && !stopped;
  }

  @Override
  public boolean stopRequested() {
    return stopped;
  }

  @Override
  public void report(Progress now) {
    progress = now;
  }
}
