package io.crawlkeeper.worker.ledger;

import io.crawlkeeper.model.Losses;
import io.crawlkeeper.model.Run;
import io.crawlkeeper.model.Run.Outcome;
import io.crawlkeeper.model.RunPlan;
import io.crawlkeeper.model.RunSpec.WorkerLoss;
import io.crawlkeeper.model.RunState.Ended;
import io.crawlkeeper.model.RunState.Live;
import io.crawlkeeper.model.ScheduleSpec.Overlap;
import io.crawlkeeper.worker.ledger.Ends.End;
import io.crawlkeeper.worker.ledger.Situation.Try;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Brings the live runs of a task to where they belong: ended, given back, retried, begun. */
final class Runs {

  private static final String TOO_MANY_LOSSES =
      "its worker was lost %d times in a row; this run may be what takes workers down"
          .formatted(Losses.MOST);

  private final Draft draft;
  private final Situation situation;
  private final Ends ends;
  private final @Nullable Instant until;
  private final RunPlan plan;
  private final List<Run> starts = new ArrayList<>();
  private final Map<String, String> stops = new HashMap<>();
  private boolean waits;

  /**
   * @param until when what runs has to be given back; null if it need not be
   */
  Runs(Draft draft, Situation situation, Ends ends, @Nullable Instant until) {
    this.draft = draft;
    this.situation = situation;
    this.ends = ends;
    this.until = until;
    this.plan = draft.task().spec().effectiveRun().plan();
  }

  static boolean running(Run run) {
    return run.is(Live.RUNNING);
  }

  List<Run> starts() {
    return starts;
  }

  Map<String, String> stops() {
    return stops;
  }

  boolean waits() {
    return waits;
  }

  void settle() {
    for (var run : draft.live()) {
      settle(run);
    }
  }

  private void settle(Run run) {
    var end = ends.of(run).orElse(null);
    if (running(run)) {
      settleRunning(run, end);
    } else if (lostJustNow(run)) {
      return;
    } else if (end != null) {
      draft.put(run.ended(end.state(), end.reason(), situation.now()));
    } else if (run.is(Live.LOST) && plan.onWorkerLoss() == WorkerLoss.FAIL) {
      draft.put(run.ended(Ended.FAILED, "its worker was lost", situation.now()));
    } else if (run.is(Live.LOST) && run.losses() != null && run.losses().tooMany()) {
      draft.put(run.ended(Ended.FAILED, TOO_MANY_LOSSES, situation.now()));
    } else {
      wakeAtDeadline(run);
    }
  }

  private void settleRunning(Run run, @Nullable End end) {
    var attempt = attempt(run);
    if (attempt == null) {
      draft.put(run.lost("its worker " + run.worker() + " was lost", situation.now()));
    } else if (attempt.over()) {
      draft.put(after(run, attempt.outcome(), end));
    } else {
      watch(run, attempt, end);
    }
  }

  /** By the commit of the loss the token rises above all that the lost worker can have had. */
  private boolean lostJustNow(Run run) {
    return run.is(Live.LOST) && !draft.wasLost(run);
  }

  /** The attempt that this process makes of the run; null if it makes none. */
  private @Nullable Try attempt(Run run) {
    var attempt = situation.attempts().get(run.id());
    return run.worker().equals(situation.worker())
            && attempt != null
            && attempt.number() == run.attempt()
        ? attempt
        : null;
  }

  private Run after(Run run, @Nullable Outcome outcome, @Nullable End end) {
    var now = situation.now();
    if (outcome == null) {
      return end == null
          ? run.released("its worker gave it back")
          : run.ended(end.state(), end.reason(), now);
    }
    if (outcome.state() != Ended.FAILED) {
      return run.ended(outcome, now);
    }
    if (end != null) {
      return run.ended(end.state(), end.reason(), now);
    }
    return run.failures() + 1 < plan.retry().attempts()
        ? run.retrying(now.plus(plan.retry().pause(run.failures() + 1)), outcome)
        : run.ended(outcome, now);
  }

  private void watch(Run run, Try attempt, @Nullable End end) {
    if (end != null) {
      stops.put(run.id(), end.reason());
    } else if (situation.leaving() || (until != null && !situation.now().isBefore(until))) {
      stops.put(run.id(), "the worker gives it back");
    } else {
      wakeAtDeadline(run);
      if (until != null) {
        draft.wake(until);
      }
    }
    if (attempt.progress() != null) {
      draft.put(run.at(attempt.progress()));
    }
  }

  private void wakeAtDeadline(Run run) {
    var deadline = ends.deadline(run);
    if (deadline != null) {
      draft.wake(deadline);
    }
  }

  /** Begins the next attempts, oldest run first; side by side only if the task allows it. */
  void begin() {
    var parallel = draft.task().spec().effectiveSchedule().plan().overlap() == Overlap.ALLOW;
    for (var run : draft.live()) {
      if (!running(run)) {
        begin(run);
      }
      if (!parallel) {
        return;
      }
    }
  }

  private void begin(Run run) {
    var next = run.nextTime();
    if (next != null && situation.now().isBefore(next)) {
      draft.wake(next);
    } else if (lostJustNow(run)) {
      return;
    } else if (!situation.mayStart() || starts.size() >= situation.freeSlots()) {
      waits = true;
    } else {
      var started = run.started(situation.worker(), situation.now());
      draft.put(started);
      starts.add(started);
    }
  }
}
