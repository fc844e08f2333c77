package io.crawlkeeper.worker.assignment;

import static java.util.Objects.requireNonNull;
import static org.assertj.core.api.Assertions.assertThat;

import io.crawlkeeper.clock.WrongClock;
import io.crawlkeeper.history.History.RunRow;
import io.crawlkeeper.history.History.TickRow;
import io.crawlkeeper.model.Ledger;
import io.crawlkeeper.model.Progress;
import io.crawlkeeper.model.Run;
import io.crawlkeeper.model.Run.Outcome;
import io.crawlkeeper.model.RunPlan;
import io.crawlkeeper.model.RunSpec;
import io.crawlkeeper.model.RunState.Ended;
import io.crawlkeeper.model.RunState.Live;
import io.crawlkeeper.model.ScheduleBuilder;
import io.crawlkeeper.model.ScheduleSpec.Overlap;
import io.crawlkeeper.model.Task;
import io.crawlkeeper.worker.Tasks;
import io.crawlkeeper.worker.ledger.OwnedTask;
import io.crawlkeeper.worker.run.UnderWay;
import java.time.Duration;
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
import java.util.stream.LongStream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

class AssignmentLoopTest {

  private final World world = new World();
  private Instant now = Tasks.START;
  private boolean mayStart = true;
  private int slots = 2;

  @Test
  void runsATaskToItsEndAndKeepsTheOutput() throws Exception {
    world.assign(Tasks.once("a", 1));
    var loop = loop();
    settle(loop);
    world.attempt("1-1").end(succeeded("out"));
    settle(loop);

    assertThat(world.ledger("a").live()).isEmpty();
    assertThat(last("a").state()).isEqualTo(Ended.SUCCEEDED);
    assertThat(world.over).extracting(Run::output).containsExactly("out");
    assertThat(world.left).isEmpty();
    assertThat(world.rows)
        .extracting(row -> row.run().state().word())
        .containsExactly("running", "succeeded");
  }

  @Test
  void writesTheHistoryBeforeTheRunEnds() throws Exception {
    world.assign(Tasks.once("a", 1));
    var loop = loop();
    settle(loop);
    world.historyAway = true;
    world.attempt("1-1").end(succeeded("out"));
    settle(loop);
    assertThat(world.ledger("a").live().getFirst().is(Live.RUNNING)).isTrue();

    world.historyIsBack();
    settle(loop);
    assertThat(world.ledger("a").live()).isEmpty();
  }

  @Test
  void takesNoMoreThanItsSlotsAndThenTheNext() throws Exception {
    for (var id = 1; id <= 4; id++) {
      world.assign(Tasks.once("t" + id, id));
    }
    var loop = loop();
    settle(loop);
    assertThat(loop.active()).isEqualTo(2);

    world.attempts.values().stream().toList().forEach(one -> one.end(succeeded(null)));
    settle(loop);
    assertThat(world.attempts).hasSize(4);
  }

  @Test
  void startsNothingWhileTheSessionIsUnsure() throws Exception {
    world.assign(Tasks.once("a", 1));
    mayStart = false;
    var loop = loop();
    settle(loop);
    assertThat(world.attempts).isEmpty();

    mayStart = true;
    settle(loop);
    assertThat(world.attempts).hasSize(1);
  }

  @Test
  void dropsAnAttemptWhoseTaskIsElsewhereAndLeavesItsWorkToTheNext() throws Exception {
    world.assign(Tasks.once("a", 1));
    var loop = loop();
    settle(loop);
    world.tasks.remove("a");
    loop.changed(List.of("a"));
    settle(loop);

    assertThat(world.attempt("1-1").stopped).isTrue();
    world.attempt("1-1").end(null);
    settle(loop);
    assertThat(world.left).extracting(Run::id).containsExactly("1-1");
    assertThat(world.over).isEmpty();
    assertThat(loop.active()).isZero();
  }

  @Test
  void keepsWhatACommitHasPublishedThoughTheTaskIsGoneMeanwhile() throws Exception {
    world.assign(Tasks.once("a", 1));
    var loop = loop();
    settle(loop);
    world.held = new ArrayList<>();
    world.attempt("1-1").end(succeeded("out"));
    settle(loop);
    world.tasks.remove("a");
    loop.changed(List.of("a"));
    settle(loop);
    world.letThrough();
    settle(loop);

    assertThat(world.over).extracting(Run::output).containsExactly("out");
    assertThat(world.left).isEmpty();
  }

  @Test
  void leavesToTheNextWhatAnAttemptHasDoneThatWasSuperseded() throws Exception {
    world.assign(Tasks.once("a", 1));
    var loop = loop();
    settle(loop);
    var attempt = world.attempt("1-1");
    world.supersede("a");
    attempt.end(succeeded("out"));
    settle(loop);

    assertThat(world.left).extracting(Run::id).containsExactly("1-1");
    assertThat(world.over).isEmpty();
  }

  @Test
  void keepsTheOutputWhereItCannotTellWhetherItWasPublished() throws Exception {
    world.assign(Tasks.once("a", 1));
    var loop = loop();
    settle(loop);
    var attempt = world.attempt("1-1");
    world.unsure = true;
    attempt.end(succeeded("out"));
    settle(loop);

    assertThat(world.left).extracting(Run::id).containsExactly("1-1");
    assertThat(world.over).isEmpty();
  }

  @Test
  void leavesNothingOfARunThatIsCancelled() throws Exception {
    var replacing = ScheduleBuilder.every(Duration.ofMinutes(1)).overlap(Overlap.REPLACE).build();
    world.assign(Tasks.task("a", 1, replacing, null));
    world.endWhenStopped = true;
    var loop = loop();
    settle(loop);
    now = now.plus(Duration.ofMinutes(1));
    settle(loop);

    assertThat(world.attempt("1-1").stopped).isTrue();
    assertThat(world.over).extracting(Run::id).containsExactly("1-1");
    assertThat(world.over).extracting(Run::output).containsOnlyNulls();
  }

  @Test
  void keepsWhatTheNextAttemptNeedsWhenItGivesARunBack() throws Exception {
    world.assign(Tasks.once("a", 1));
    world.endWhenStopped = true;
    var loop = loop();
    settle(loop);
    var left = CompletableFuture.supplyAsync(() -> leave(loop));
    while (!left.isDone()) {
      settle(loop);
    }

    assertThat(left.get()).isTrue();
    assertThat(world.over).isEmpty();
    assertThat(world.left).isEmpty();
  }

  private static boolean leave(AssignmentLoop loop) {
    try {
      return loop.leave(Duration.ofSeconds(20));
    } catch (InterruptedException e) {
      throw new IllegalStateException(e);
    }
  }

  @Test
  void tellsAnAttemptThatTheWorkerOfTheOneBeforeWasLost() throws Exception {
    world.assign(Tasks.once("a", 1));
    settle(loop());
    settle(loop()); // Another process: it knows of no attempt.

    assertThat(world.afterLoss).containsExactly("1-1#2");
  }

  @Test
  void triesAgainWhatTheHistoryHasRefused() throws Exception {
    world.assign(Tasks.once("a", 1));
    var loop = loop();
    settle(loop);
    world.historyRefuses = true;
    world.attempt("1-1").end(succeeded("out"));
    settle(loop);
    assertThat(world.ledger("a").live()).hasSize(1);

    world.historyRefuses = false;
    now = now.plusSeconds(5);
    settle(loop);
    assertThat(world.ledger("a").live()).isEmpty();
  }

  @Test
  void forgetsNoTickThatTheHistoryHasRefused() throws Exception {
    world.assign(Tasks.task("a", 1, ScheduleBuilder.every(Duration.ofSeconds(1)).build(), null));
    var loop = loop();
    world.historyRefuses = true;
    settle(loop);
    world.historyRefuses = false;
    for (var second = 0; second < 60; second++) {
      now = now.plusSeconds(1);
      settle(loop);
    }

    assertThat(world.ticks)
        .extracting(row -> row.tick().number())
        .containsAll(LongStream.range(1, 50).boxed().toList());
    assertThat(world.ledger("a").ticks()).hasSizeLessThan(30);
  }

  @Test
  void letsEveryTaskHaveItsTurn() throws Exception {
    slots = 1;
    var queued = ScheduleBuilder.every(Duration.ofSeconds(1)).overlap(Overlap.QUEUE).build();
    world.assign(Tasks.task("greedy", 1, queued, null));
    world.assign(Tasks.task("poor", 2, ScheduleBuilder.every(Duration.ofMinutes(1)).build(), null));
    var loop = loop();
    for (var second = 0; second < 10 && !world.attempts.containsKey("2-1"); second++) {
      settle(loop);
      world.attempts.values().stream()
          .filter(one -> !one.ended)
          .toList()
          .forEach(one -> one.end(succeeded(null)));
      now = now.plusSeconds(1);
    }

    assertThat(world.attempts).containsKey("2-1");
  }

  @Test
  void goesOnWithTheOthersWhereOneTaskCannotBeCarriedOut() throws Exception {
    var broken = ScheduleBuilder.cron("no cron at all").build();
    world.assign(Tasks.task("broken", 1, broken, null));
    world.assign(Tasks.once("b", 2));
    var loop = loop();
    settle(loop);

    assertThat(world.attempts).containsOnlyKeys("2-1");
  }

  @Test
  void givesBackAllWhenItLeaves() throws Exception {
    world.assign(Tasks.once("a", 1));
    var loop = loop();
    settle(loop);
    world.endWhenStopped = true;
    var left = new CompletableFuture<Boolean>();
    var thread =
        Thread.ofVirtual()
            .start(
                () -> {
                  try {
                    left.complete(loop.leave(Duration.ofSeconds(20)));
                  } catch (InterruptedException e) {
                    left.completeExceptionally(e);
                  }
                });
    while (!left.isDone()) {
      settle(loop);
    }
    thread.join();

    assertThat(left.get()).isTrue();
    assertThat(world.ledger("a").live().getFirst().is(Live.RELEASED)).isTrue();
  }

  @Test
  void endsNothingByAClockThatJumpsAhead() throws Exception {
    var clock = new WrongClock(Tasks.START);
    var hour = new RunSpec(Duration.ofHours(1), null, null, null);
    world.assign(Tasks.task("a", 1, null, hour));
    world.endWhenStopped = true;
    var loop = loop(() -> clock.check().agrees(), clock.trusted());
    settle(loop);
    clock.ahead(Duration.ofHours(3));
    clock.pass(Duration.ofMinutes(59));
    settle(loop);
    assertThat(world.attempt("1-1").stopped).isFalse();

    clock.pass(Duration.ofMinutes(1));
    settle(loop);
    assertThat(world.attempt("1-1").stopped).isTrue();
  }

  @Test
  void firesNothingByAWrongClockAndNothingTwice() throws Exception {
    var clock = new WrongClock(Tasks.START);
    world.assign(Tasks.task("a", 1, ScheduleBuilder.every(Duration.ofMinutes(1)).build(), null));
    var loop = loop(() -> clock.check().agrees(), clock.trusted());
    settle(loop);
    for (var ahead : List.of(Duration.ofHours(3), Duration.ofHours(-3))) {
      clock.ahead(ahead);
      clock.pass(Duration.ofSeconds(40));
      settle(loop);
      assertThat(world.attempts).as("%s ahead", ahead).containsOnlyKeys("1-1");
    }
    clock.ahead(Duration.ZERO);
    world.attempt("1-1").end(succeeded(null));
    settle(loop);

    assertThat(world.ledger("a").cursor()).isEqualTo(Tasks.START.plusSeconds(60));
    assertThat(world.attempts).containsOnlyKeys("1-1", "1-2");
  }

  @Test
  void firesTenThousandSchedulesFromOneTimer() throws Exception {
    slots = 20_000;
    for (var id = 1; id <= 10_000; id++) {
      world.assign(
          Tasks.task("t" + id, id, ScheduleBuilder.every(Duration.ofMinutes(1)).build(), null));
    }
    var loop = loop();
    settle(loop);
    assertThat(world.attempts).hasSize(10_000);
    world.attempts.values().stream().toList().forEach(one -> one.end(succeeded(null)));
    settle(loop);
    now = now.plusSeconds(60);
    settle(loop);

    assertThat(world.attempts).hasSize(20_000);
  }

  private AssignmentLoop loop() {
    return loop(() -> true, () -> now);
  }

  private AssignmentLoop loop(BooleanSupplier mayFire, InstantSource clock) {
    var ports = new Ports(world, world, world, commit -> {});
    var loop =
        new AssignmentLoop(world, ports, new Self("w", slots, mayFire, () -> mayStart), clock);
    loop.allChanged();
    return loop;
  }

  private static void settle(AssignmentLoop loop) throws InterruptedException {
    for (var i = 0; i < 8; i++) {
      assertThat(loop.read()).isTrue();
      var _ = loop.step();
    }
  }

  private Run last(String task) {
    var last = world.ledger(task).last();
    assertThat(last).isNotNull();
    return requireNonNull(last);
  }

  private static Outcome succeeded(@Nullable String output) {
    return new Outcome(Ended.SUCCEEDED, Progress.NONE, output, null);
  }

  /** Everything outside of the loop; answers at once unless told otherwise. */
  private static final class World implements AssignmentSource, Ledgers, Records, Attempts {

    private final Map<String, OwnedTask> tasks = new HashMap<>();
    private final Map<String, FakeAttempt> attempts = new HashMap<>();
    private final List<RunRow> rows = new ArrayList<>();
    private final List<CompletableFuture<Void>> unrecorded = new ArrayList<>();
    private final List<TickRow> ticks = new ArrayList<>();
    private final List<Run> over = new ArrayList<>();
    private final List<Run> left = new ArrayList<>();
    private final List<String> afterLoss = new ArrayList<>();
    private boolean historyAway;
    private boolean historyRefuses;
    private boolean unsure;
    private boolean endWhenStopped;
    private @Nullable List<Runnable> held;

    void assign(Task task) {
      tasks.put(task.name(), Tasks.owned(task));
    }

    Ledger ledger(String task) {
      return owned(task).ledger();
    }

    private OwnedTask owned(String task) {
      return requireNonNull(tasks.get(task));
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
      var attempt = new FakeAttempt(run, over, endWhenStopped(run));
      attempts.put(run.id(), attempt);
      return attempt;
    }

    private BooleanSupplier endWhenStopped(Run run) {
      return () -> endWhenStopped && run.attempt() > 0;
    }
  }

  private static final class FakeAttempt implements UnderWay {

    private final Run run;
    private final Consumer<UnderWay> over;
    private final BooleanSupplier endWhenStopped;
    private @Nullable Outcome outcome;
    private boolean ended;
    private boolean stopped;

    FakeAttempt(Run run, Consumer<UnderWay> over, BooleanSupplier endWhenStopped) {
      this.run = run;
      this.over = over;
      this.endWhenStopped = endWhenStopped;
    }

    void end(@Nullable Outcome how) {
      outcome = how;
      ended = true;
      over.accept(this);
    }

    @Override
    public Run run() {
      return run;
    }

    @Override
    public Progress progress() {
      return run.progress();
    }

    @Override
    public @Nullable Outcome outcome() {
      return outcome;
    }

    @Override
    public void stop() {
      stopped = true;
      if (endWhenStopped.getAsBoolean()) {
        end(null);
      }
    }
  }
}
