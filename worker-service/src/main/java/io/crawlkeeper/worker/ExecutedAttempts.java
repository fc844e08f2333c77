package io.crawlkeeper.worker;

import io.crawlkeeper.model.Run;
import io.crawlkeeper.model.RunSpec.WorkerLoss;
import io.crawlkeeper.model.Task;
import io.crawlkeeper.worker.assignment.Attempts;
import io.crawlkeeper.worker.run.ActiveAttempt;
import io.crawlkeeper.worker.run.ActiveAttempt.Order;
import io.crawlkeeper.worker.run.Kinds;
import io.crawlkeeper.worker.run.RunKey;
import io.crawlkeeper.worker.run.Stragglers;
import io.crawlkeeper.worker.run.TaskExecutor;
import io.crawlkeeper.worker.run.UnderWay;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.BooleanSupplier;
import java.util.function.Consumer;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Attempts on threads of this process, each by the executor of its task's kind. */
final class ExecutedAttempts implements Attempts {
  private static final Logger log = LoggerFactory.getLogger(ExecutedAttempts.class);

  private final Kinds kinds;
  private final BooleanSupplier mayAct;
  private final Janitor janitor;
  private final Stragglers stragglers;

  /** A task may be of another kind by the time that a run of it is over. */
  private final Map<String, TaskExecutor> begun = new ConcurrentHashMap<>();

  /**
   * @param mayAct whether the session is sure enough to go on
   */
  ExecutedAttempts(Kinds kinds, BooleanSupplier mayAct, Janitor janitor, Stragglers stragglers) {
    this.kinds = kinds;
    this.mayAct = mayAct;
    this.janitor = janitor;
    this.stragglers = stragglers;
  }

  @Override
  public UnderWay begin(Task task, Run run, boolean afterLoss, Consumer<UnderWay> over) {
    var onLoss = task.spec().effectiveRun().plan().onWorkerLoss();
    var afresh = afterLoss && onLoss == WorkerLoss.RESTART;
    var executor = kinds.of(task.spec().kind());
    begun.put(run.id(), executor);
    var attempt =
        new ActiveAttempt(new Order(task, run, afresh), executor, mayAct, over, stragglers);
    attempt.start();
    return attempt;
  }

  @Override
  public void ended(Run run) {
    var executors = executorsOf(run);
    Thread.ofVirtual()
        .name("clear-" + run.id())
        .start(() -> executors.forEach(executor -> clear(executor, run)));
  }

  /** All of them if the run was begun elsewhere. */
  private Collection<TaskExecutor> executorsOf(Run run) {
    var executor = begun.remove(run.id());
    return executor == null ? kinds.all() : List.of(executor);
  }

  private static void clear(TaskExecutor executor, Run run) {
    try {
      executor.clear(run);
    } catch (RuntimeException e) {
      log.warn("What run {} has left could not be removed yet: {}", run.id(), e.toString());
    }
  }

  @Override
  public void left(Run run) {
    executorsOf(run).forEach(executor -> janitor.look(executor, RunKey.of(run)));
  }
}
