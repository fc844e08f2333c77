package io.crawlkeeper.worker.assignment;

import static java.util.Objects.requireNonNull;
import static org.assertj.core.api.Assertions.assertThat;

import io.crawlkeeper.history.History.RunRow;
import io.crawlkeeper.history.History.TickRow;
import io.crawlkeeper.model.Ledger;
import io.crawlkeeper.model.Progress;
import io.crawlkeeper.model.Run;
import io.crawlkeeper.model.Run.Outcome;
import io.crawlkeeper.model.RunPlan;
import io.crawlkeeper.model.RunState.Ended;
import io.crawlkeeper.model.Task;
import io.crawlkeeper.worker.Tasks;
import io.crawlkeeper.worker.ledger.OwnedTask;
import io.crawlkeeper.worker.run.FakeAttempt;
import io.crawlkeeper.worker.run.UnderWay;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.function.BooleanSupplier;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/** Everything outside of an {@link AssignmentLoop}; answers at once unless told otherwise. */
final class LoopWorld implements AssignmentSource, Ledgers, Records, Attempts {

  final Map<String, OwnedTask> tasks = new HashMap<>();
  final Map<String, FakeAttempt> attempts = new HashMap<>();
  final List<RunRow> rows = new ArrayList<>();
  final List<CompletableFuture<Void>> unrecorded = new ArrayList<>();
  final List<TickRow> ticks = new ArrayList<>();
  final List<Run> over = new ArrayList<>();
  final List<Run> left = new ArrayList<>();
  final List<String> afterLoss = new ArrayList<>();
  Instant now = Tasks.START;
  boolean mayStart = true;
  int slots = 2;
  boolean historyAway;
  boolean historyRefuses;
  boolean unsure;
  boolean endWhenStopped;
  @Nullable List<Runnable> held;

  AssignmentLoop loop() {
    return loop(() -> true, () -> now);
  }

  AssignmentLoop loop(BooleanSupplier mayFire, InstantSource clock) {
    var ports = new Ports(this, this, this, commit -> {});
    var loop =
        new AssignmentLoop(this, ports, new Self("w", slots, mayFire, () -> mayStart), clock);
    loop.allChanged();
    return loop;
  }

  static void settle(AssignmentLoop loop) throws InterruptedException {
    for (var i = 0; i < 8; i++) {
      assertThat(loop.read()).isTrue();
      var _ = loop.step();
    }
  }

  static Outcome succeeded(@Nullable String output) {
    return new Outcome(Ended.SUCCEEDED, Progress.NONE, output, null);
  }

  void assign(Task task) {
    tasks.put(task.name(), Tasks.owned(task));
  }

  Ledger ledger(String task) {
    return owned(task).ledger();
  }

  private OwnedTask owned(String task) {
    return requireNonNull(tasks.get(task));
  }

  Run last(String task) {
    return requireNonNull(ledger(task).last());
  }

  FakeAttempt attempt(String run) {
    return requireNonNull(attempts.get(run));
  }

  void supersede(String task) {
    var owned = owned(task);
    tasks.put(task, owned.with(owned.ledger(), owned.version() + 1));
  }

  void historyIsBack() {
    historyAway = false;
    unrecorded.forEach(future -> future.complete(null));
  }

  void letThrough() {
    var waiting = requireNonNull(held);
    held = null;
    waiting.forEach(Runnable::run);
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
    var future = new CompletableFuture<Verdict>();
    if (unsure) {
      future.complete(new Unsure());
    } else if (held == null) {
      future.complete(written(ledger, version));
    } else {
      held.add(() -> future.complete(new Held(version + 1)));
    }
    return future;
  }

  private Verdict written(Ledger ledger, int version) {
    var owned = tasks.get(ledger.task());
    if (owned == null || owned.version() != version) {
      return new Superseded();
    }
    tasks.put(ledger.task(), owned.with(ledger, version + 1));
    return new Held(version + 1);
  }

  @Override
  public CompletableFuture<Void> write(List<RunRow> runs, List<TickRow> ticks) {
    var future = new CompletableFuture<Void>();
    if (historyRefuses) {
      future.completeExceptionally(new IllegalStateException("no such table"));
      return future;
    }
    this.rows.addAll(runs);
    this.ticks.addAll(ticks);
    if (historyAway) {
      unrecorded.add(future);
    } else {
      future.complete(null);
    }
    return future;
  }

  @Override
  public void grown(long taskId, RunPlan.History plan) {}

  @Override
  public void ended(Run run) {
    over.add(run);
  }

  @Override
  public void left(Run run) {
    left.add(run);
  }

  @Override
  public UnderWay begin(Task task, Run run, boolean afterLoss, Consumer<UnderWay> over) {
    if (afterLoss) {
      this.afterLoss.add(run.id() + "#" + run.attempt());
    }
    var attempt = new FakeAttempt(run, over, () -> endWhenStopped);
    attempts.put(run.id(), attempt);
    return attempt;
  }
}
