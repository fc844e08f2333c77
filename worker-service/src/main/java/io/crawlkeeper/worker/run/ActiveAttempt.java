package io.crawlkeeper.worker.run;

import io.crawlkeeper.model.Brief;
import io.crawlkeeper.model.Progress;
import io.crawlkeeper.model.Run;
import io.crawlkeeper.model.Run.Outcome;
import io.crawlkeeper.model.RunState.Ended;
import io.crawlkeeper.model.Task;
import io.crawlkeeper.model.TaskSpec;
import java.util.function.BooleanSupplier;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * One attempt from its start until its executor returns, on a thread of its own. What it means for
 * the run is decided elsewhere.
 */
public final class ActiveAttempt implements Attempt, UnderWay {

  private static final Logger log = LoggerFactory.getLogger(ActiveAttempt.class);

  private static final int LONGEST_REASON = 4_000;

  private final Task task;
  private final Run run;
  private final boolean afresh;
  private final TaskExecutor executor;
  private final BooleanSupplier mayAct;
  private final Consumer<UnderWay> over;
  private final Thread thread;
  private volatile Progress progress = Progress.NONE;
  private volatile @Nullable Outcome outcome;
  private volatile boolean stopped;

  /**
   * @param run as it was committed, running
   * @param afresh whether it is to make nothing of what earlier attempts have left
   * @param mayAct whether the session is sure enough to go on
   * @param over is told once, on the thread of the attempt, when the executor has returned
   */
  public ActiveAttempt(
      Task task,
      Run run,
      boolean afresh,
      TaskExecutor executor,
      BooleanSupplier mayAct,
      Consumer<UnderWay> over) {
    this.task = task;
    this.run = run;
    this.afresh = afresh;
    this.executor = executor;
    this.mayAct = mayAct;
    this.over = over;
    this.thread = Thread.ofVirtual().name("run-" + run.id()).unstarted(this::live);
  }

  public void start() {
    log.info("Run {} of {}: attempt {} begins.", run.id(), run.task(), run.attempt());
    thread.start();
  }

  @Override
  public void stop() {
    stopped = true;
    thread.interrupt();
  }

  @Override
  public Run run() {
    return run;
  }

  @Override
  public TaskSpec spec() {
    return task.spec();
  }

  @Override
  public boolean afresh() {
    return afresh;
  }

  @Override
  public boolean mayAct() {
    return !stopped && mayAct.getAsBoolean();
  }

  @Override
  public boolean stopRequested() {
    return stopped;
  }

  @Override
  public void report(Progress now) {
    progress = now;
  }

  @Override
  public Progress progress() {
    return progress;
  }

  @Override
  public @Nullable Outcome outcome() {
    return outcome;
  }

  private void live() {
    // What a plug-in looks for by the thread's loader is in its own jar.
    Thread.currentThread().setContextClassLoader(executor.getClass().getClassLoader());
    try {
      outcome = bounded(executor.execute(this));
    } catch (InterruptedException e) {
      log.debug("Run {} was stopped", run.id());
    } catch (RuntimeException | Error e) {
      if (!stopped) {
        log.error("Run {} of {} broke", run.id(), run.task(), e);
        outcome = bounded(new Outcome(Ended.FAILED, progress, null, "the executor broke: " + e));
      }
    } finally {
      over.accept(this);
    }
  }

  /** The ledger holds it, and others have written the executor. */
  private Outcome bounded(@Nullable Outcome told) {
    if (told == null) {
      return new Outcome(Ended.FAILED, progress, null, "the executor did not say how it ended");
    }
    var reason = told.reason();
    return reason == null || reason.length() <= LONGEST_REASON
        ? told
        : new Outcome(
            told.state(), told.progress(), told.output(), Brief.cut(reason, LONGEST_REASON));
  }
}
