package io.crawlkeeper.worker.run;

import io.crawlkeeper.model.Brief;
import io.crawlkeeper.model.Progress;
import io.crawlkeeper.model.Run;
import io.crawlkeeper.model.Run.Outcome;
import io.crawlkeeper.model.RunState.Ended;
import io.crawlkeeper.model.Task;
import io.crawlkeeper.model.TaskSpec;
import java.util.concurrent.atomic.AtomicBoolean;
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

  private final Order order;
  private final TaskExecutor executor;
  private final BooleanSupplier mayAct;
  private final Consumer<UnderWay> over;
  private final Stragglers stragglers;
  private final Thread thread;
  private final AtomicBoolean stopped = new AtomicBoolean();
  private volatile Progress progress = Progress.NONE;
  private volatile @Nullable Outcome outcome;

  /**
   * What an attempt is to carry out.
   *
   * @param run as it was committed, running
   * @param afresh whether it is to make nothing of what earlier attempts have left
   */
  public record Order(Task task, Run run, boolean afresh) {}

  /**
   * @param mayAct whether the session is sure enough to go on
   * @param over is told once, on the thread of the attempt, when the executor has returned
   * @param stragglers is told when the attempt is to stop
   */
  public ActiveAttempt(
      Order order,
      TaskExecutor executor,
      BooleanSupplier mayAct,
      Consumer<UnderWay> over,
      Stragglers stragglers) {
    this.order = order;
    this.executor = executor;
    this.mayAct = mayAct;
    this.over = over;
    this.stragglers = stragglers;
    this.thread = Thread.ofVirtual().name("run-" + order.run().id()).unstarted(this::live);
  }

  public void start() {
    var run = order.run();
    log.info("Run {} of {}: attempt {} begins.", run.id(), run.task(), run.attempt());
    thread.start();
  }

  @Override
  public void stop() {
    var first = stopped.compareAndSet(false, true);
    thread.interrupt();
    if (first) {
      stragglers.watch(order.run(), thread);
    }
  }

  @Override
  public Run run() {
    return order.run();
  }

  @Override
  public TaskSpec spec() {
    return order.task().spec();
  }

  @Override
  public boolean afresh() {
    return order.afresh();
  }

  @Override
  public boolean mayAct() {
    return !stopped.get() && mayAct.getAsBoolean();
  }

  @Override
  public boolean stopRequested() {
    return stopped.get();
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
      log.debug("Run {} was stopped", order.run().id());
    } catch (RuntimeException | Error e) {
      if (!stopped.get()) {
        log.error("Run {} of {} broke", order.run().id(), order.run().task(), e);
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
