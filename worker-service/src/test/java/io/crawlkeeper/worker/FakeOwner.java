package io.crawlkeeper.worker;

import static java.util.Objects.requireNonNull;

import io.crawlkeeper.history.History.RunRow;
import io.crawlkeeper.history.History.TickRow;
import io.crawlkeeper.model.Ledger;
import io.crawlkeeper.model.Progress;
import io.crawlkeeper.model.Run;
import io.crawlkeeper.model.Run.Outcome;
import io.crawlkeeper.model.RunPlan;
import io.crawlkeeper.model.RunState.Ended;
import io.crawlkeeper.model.Task;
import io.crawlkeeper.worker.assignment.AssignmentLoop;
import io.crawlkeeper.worker.assignment.AssignmentSource;
import io.crawlkeeper.worker.assignment.Attempts;
import io.crawlkeeper.worker.assignment.LedgerListener;
import io.crawlkeeper.worker.assignment.Ledgers;
import io.crawlkeeper.worker.assignment.Ports;
import io.crawlkeeper.worker.assignment.Records;
import io.crawlkeeper.worker.assignment.Self;
import io.crawlkeeper.worker.ledger.OwnedTask;
import io.crawlkeeper.worker.run.FakeAttempt;
import io.crawlkeeper.worker.run.UnderWay;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.function.Consumer;

/** A loop with a settable clock, on a ZooKeeper that can be away and a history that takes all. */
final class FakeOwner implements AssignmentSource, Ledgers, Records, Attempts {

  private final Map<String, OwnedTask> tasks = new HashMap<>();
  private final Map<String, FakeAttempt> trials = new HashMap<>();
  private final List<Runnable> held = new ArrayList<>();
  private final AssignmentLoop loop;
  private Instant now = Tasks.START;
  private boolean away;
  private boolean mayFire = true;

  FakeOwner(LedgerListener listener) {
    var self = new Self("w", 4, () -> mayFire, () -> true);
    loop = new AssignmentLoop(this, new Ports(this, this, this, listener), self, this::now);
  }

  Instant now() {
    return now;
  }

  AssignmentLoop loop() {
    return loop;
  }

  /** Takes the task's place if there is one of the name. */
  void assign(Task task) throws InterruptedException {
    var before = tasks.get(task.name());
    var owned = Tasks.owned(task);
    tasks.put(task.name(), before == null ? owned : owned.with(before.ledger(), before.version()));
    loop.changed(List.of(task.name()));
    settle();
  }

  void mayFire(boolean may) {
    mayFire = may;
  }

  void zooKeeperIsAway() {
    away = true;
  }

  void zooKeeperIsBack() throws InterruptedException {
    away = false;
    held.forEach(Runnable::run);
    held.clear();
    settle();
  }

  void pass(Duration time) throws InterruptedException {
    now = now.plus(time);
    settle();
  }

  void end(String run, Ended how) throws InterruptedException {
    requireNonNull(trials.get(run)).end(new Outcome(how, Progress.NONE, null, null));
    settle();
  }

  private void settle() throws InterruptedException {
    for (var i = 0; i < 8; i++) {
      var _ = loop.read();
      var _ = loop.step();
    }
  }

  @Override
  public Map<String, OwnedTask> all() {
    return Map.copyOf(tasks);
  }

  @Override
  public Map<String, OwnedTask> some(Collection<String> names) {
    var found = new HashMap<>(tasks);
    found.keySet().retainAll(names);
    return found;
  }

  @Override
  public CompletableFuture<Verdict> write(Ledger ledger, int version) {
    var verdict = new CompletableFuture<Verdict>();
    held.add(
        () -> {
          tasks.computeIfPresent(ledger.task(), (_, owned) -> owned.with(ledger, version + 1));
          verdict.complete(new Held(version + 1));
        });
    if (!away) {
      held.removeLast().run();
    }
    return verdict;
  }

  @Override
  public CompletableFuture<Void> write(List<RunRow> runs, List<TickRow> ticks) {
    return CompletableFuture.completedFuture(null);
  }

  @Override
  public void grown(long taskId, RunPlan.History plan) {}

  @Override
  public UnderWay begin(Task task, Run run, boolean afterLoss, Consumer<UnderWay> over) {
    var trial = new FakeAttempt(run, over, () -> true);
    trials.put(run.id(), trial);
    return trial;
  }
}
