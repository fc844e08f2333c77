package io.crawlkeeper.worker;

import io.crawlkeeper.model.Run;
import io.crawlkeeper.model.RunSpec.WorkerLoss;
import io.crawlkeeper.model.Task;
import io.crawlkeeper.worker.assignment.Attempts;
import io.crawlkeeper.worker.crawl.Janitor;
import io.crawlkeeper.worker.crawl.frontier.RunKey;
import io.crawlkeeper.worker.run.ActiveAttempt;
import io.crawlkeeper.worker.run.TaskExecutor;
import io.crawlkeeper.worker.run.UnderWay;
import java.util.function.BooleanSupplier;
import java.util.function.Consumer;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Attempts on threads of this process.
 *
 * @param mayAct whether the session is sure enough to go on
 */
record ExecutedAttempts(TaskExecutor executor, BooleanSupplier mayAct, Janitor janitor)
    implements Attempts {
  private static final Logger log = LoggerFactory.getLogger(ExecutedAttempts.class);

  @Override
  public UnderWay begin(Task task, Run run, boolean afterLoss, Consumer<UnderWay> over) {
    var onLoss = task.spec().effectiveRun().plan().onWorkerLoss();
    var afresh = afterLoss && onLoss == WorkerLoss.RESTART;
    var attempt = new ActiveAttempt(task, run, afresh, executor, mayAct, over);
    attempt.start();
    return attempt;
  }

  @Override
  public void ended(Run run) {
    Thread.ofVirtual().name("clear-" + run.id()).start(() -> clear(run));
  }

  private void clear(Run run) {
    try {
      executor.clear(run);
    } catch (RuntimeException e) {
      log.warn("What run {} has left could not be removed yet: {}", run.id(), e.toString());
    }
  }

  @Override
  public void left(Run run) {
    janitor.look(RunKey.of(run));
  }
}
