package io.crawlkeeper.worker.ledger;

import io.crawlkeeper.model.Assignment;
import io.crawlkeeper.model.Ledger;
import io.crawlkeeper.model.Progress;
import io.crawlkeeper.model.RequestQueue;
import io.crawlkeeper.model.Run;
import io.crawlkeeper.model.Run.Outcome;
import io.crawlkeeper.model.RunRequest;
import io.crawlkeeper.model.RunState.Ended;
import io.crawlkeeper.model.ScheduleSpec;
import io.crawlkeeper.model.Task;
import io.crawlkeeper.model.Task.Since;
import io.crawlkeeper.model.Task.Since.Cause;
import io.crawlkeeper.model.TaskBuilder;
import io.crawlkeeper.model.Tick;
import io.crawlkeeper.schedule.Timetable;
import io.crawlkeeper.worker.Tasks;
import io.crawlkeeper.worker.ledger.Situation.Try;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** One task and its owner; each decision is committed at once. */
final class Scene {

  private final Map<String, Try> attempts = new HashMap<>();
  private final List<RunRequest> requests = new ArrayList<>();
  private OwnedTask owned;
  Instant now = Tasks.START;
  String worker = "w";
  boolean mayFire = true;
  boolean mayStart = true;
  boolean leaving;
  int slots = 10;
  private long recorded;
  @Nullable Decision last;

  private Scene(Task task) {
    this.owned = Tasks.owned(task);
  }

  static Scene of(Task task) {
    return new Scene(task);
  }

  /** Decides, and commits what was decided, until there is nothing more to commit. */
  Decision decide() {
    var first = step();
    for (var more = first; !more.ledger().equals(ledgerBefore); ) {
      more = step();
    }
    last = first;
    return first;
  }

  private @Nullable Ledger ledgerBefore;

  /** One decision, committed. */
  Decision step() {
    ledgerBefore = owned.ledger();
    var decision =
        Clerk.decide(
            owned,
            timetable(),
            new Situation(worker, now, mayFire, mayStart, leaving, slots, recorded, attempts));
    if (!decision.ledger().equals(owned.ledger())) {
      owned = owned.with(decision.ledger(), owned.version() + 1);
    }
    decision.ended().forEach(run -> attempts.remove(run.id()));
    decision
        .starts()
        .forEach(run -> attempts.put(run.id(), new Try(run.attempt(), false, null, null)));
    return decision;
  }

  private @Nullable Timetable timetable() {
    var schedule = owned.task().spec().effectiveSchedule();
    return schedule.recurring() ? Clerk.timetable(owned.task(), schedule) : null;
  }

  /** When the first tick that is not accounted for is due. */
  @Nullable Instant nextTick() {
    return NextTick.due(owned, timetable());
  }

  Scene at(Duration sinceStart) {
    now = Tasks.START.plus(sinceStart);
    return this;
  }

  /** The history has all ticks so far. */
  void record() {
    recorded = ledger().tick();
  }

  Ledger ledger() {
    return owned.ledger();
  }

  List<Tick> ticks() {
    return ledger().ticks();
  }

  List<Run> live() {
    return ledger().live();
  }

  void change(Task task) {
    owned =
        new OwnedTask(owned.assignment(), task, owned.requests(), owned.ledger(), owned.version());
  }

  /** The task has that schedule now. */
  void schedule(ScheduleSpec schedule, Since since) {
    change(TaskBuilder.from(owned.task()).schedule(schedule).since(since).operation("op2").build());
  }

  /** The same schedule, paused. */
  void pause() {
    schedule(owned.task().spec().effectiveSchedule().withPaused(true), owned.task().since());
  }

  /** The same schedule, resumed now. */
  void resume() {
    schedule(
        owned.task().spec().effectiveSchedule().withPaused(false), new Since(now, Cause.RESUMED));
  }

  void handOverBy(@Nullable Instant until) {
    var old = owned.assignment();
    owned =
        new OwnedTask(
            new Assignment(
                old.task(),
                old.taskId(),
                old.worker(),
                old.taskVersion(),
                old.generation(),
                old.request(),
                until),
            owned.task(),
            owned.requests(),
            owned.ledger(),
            owned.version());
  }

  /** Another worker owns the task now, and knows nothing of the attempts. */
  void lostTo(String other) {
    worker = other;
    attempts.clear();
  }

  void request(RunRequest request) {
    requests.add(request);
    owned =
        new OwnedTask(
            owned.assignment(),
            owned.task(),
            new RequestQueue(owned.name(), owned.task().id(), request.number(), requests),
            owned.ledger(),
            owned.version());
  }

  void end(String run, Ended state) {
    over(run, new Outcome(state, Progress.NONE, null, "because"));
  }

  void over(String run, @Nullable Outcome outcome) {
    attempts.compute(
        run, (id, one) -> new Try(one == null ? 1 : one.number(), true, outcome, null));
  }
}
