package io.crawlkeeper.worker.ledger;

import static java.util.Objects.requireNonNull;

import io.crawlkeeper.model.Ledger;
import io.crawlkeeper.model.Run.Cause;
import io.crawlkeeper.model.SchedulePlan;
import io.crawlkeeper.model.ScheduleSpec.Overlap;
import io.crawlkeeper.model.Task.Since;
import io.crawlkeeper.model.Tick.Outcome;
import io.crawlkeeper.model.Tick.Reason;
import io.crawlkeeper.schedule.Timetable;
import java.time.Duration;
import java.time.Instant;

/**
 * Accounts for the ticks that are due: each one is fired or recorded as skipped, and the cursor
 * passes it by the same ledger.
 *
 * <p>Several ticks are due at once where nobody could decide in time. All but the last of them are
 * missed; so is the last if it is older than {@link #FRESH}. What becomes of missed ticks is the
 * matter of {@link Misfires}.
 */
final class Ticks {

  /** A tick of which a run was made later than that is late. */
  static final Duration PUNCTUAL = Duration.ofSeconds(1);

  /** A tick that is older counts as missed. */
  static final Duration FRESH = Duration.ofSeconds(60);

  /** A cursor that is further ahead was set by a wrong clock. */
  private static final Duration APART = Duration.ofMinutes(1);

  private final Draft draft;
  private final SchedulePlan plan;

  private Ticks(Draft draft) {
    this.draft = draft;
    this.plan = draft.task().spec().effectiveSchedule().plan();
  }

  /** Of a task that runs once. */
  static void once(Draft draft) {
    var ticks = new Ticks(draft);
    if (!ticks.plan.paused() && !draft.task().since().time().equals(draft.since())) {
      ticks.fireOnce();
    }
  }

  /** Of a recurring task. */
  static void recurring(Draft draft, Timetable timetable) {
    var ticks = new Ticks(draft);
    ticks.adopt(timetable);
    if (!ticks.plan.paused()) {
      ticks.fireDue(timetable);
    }
  }

  private void fireOnce() {
    var since = draft.task().since().time();
    var startAt = plan.startAt();
    var time = startAt == null || startAt.isBefore(since) ? since : startAt;
    if (draft.now().isBefore(time)) {
      draft.wake(time);
      return;
    }
    draft.since(since);
    draft.cursor(time);
    draft.fired(time, punctuality(time), draft.add(Cause.TICK, time));
  }

  /** Begins to count by the present schedule, and closes the account of the one before. */
  private void adopt(Timetable timetable) {
    var since = draft.task().since();
    if (since.time().equals(draft.since())) {
      return;
    }
    var passed = draft.cursor();
    var start = since.start(passed, timetable.delay());
    if (passed != null && passed.isBefore(since.time().minusNanos(1))) {
      close(since.cause(), timetable, passed, start);
    }
    draft.since(since.time());
    var present = start.isAfter(draft.now()) ? start : draft.now();
    if (passed != null && passed.isAfter(present.plus(APART))) {
      // Of ticks whose time has come none is decided on again. The others are, in their time; but
      // none that was passed once is caught up, as it may be the present clock that is wrong.
      draft.cursorBack(present);
    } else {
      draft.cursor(start);
    }
  }

  private void close(Since.Cause cause, Timetable timetable, Instant passed, Instant start) {
    switch (cause) {
      case CREATED -> {} // There is nothing before.
      // Which ticks were owed cannot be said any more, as their schedule is gone.
      case CHANGED ->
          draft.skipped(
              draft.task().since().time(), draft.task().since().time(), 0, Reason.CHANGED);
      case RESUMED -> skip(timetable, passed, start, Reason.PAUSED);
    }
  }

  private void fireDue(Timetable timetable) {
    var due = draft.now().minus(timetable.delay());
    var cursor = requireNonNull(draft.cursor());
    var count = draft.waitingTicks() < Ledger.MOST_TICKS ? timetable.count(cursor, due) : 0;
    if (count > 0) {
      account(timetable, cursor, due);
    }
    var next = timetable.next(requireNonNull(draft.cursor()));
    if (next != null && next.isAfter(due)) {
      draft.wake(next.plus(timetable.delay()));
    }
  }

  private void account(Timetable timetable, Instant cursor, Instant due) {
    var last = requireNonNull(timetable.last(cursor, due));
    var fresh = !last.isBefore(due.minus(FRESH));
    var missed = fresh ? last.minusNanos(1) : last;
    var furthest = draft.furthest();
    if (furthest != null) {
      skip(timetable, cursor, missed.isBefore(furthest) ? missed : furthest, Reason.MISFIRE);
    }
    var count = timetable.count(requireNonNull(draft.cursor()), due);
    if (count > 0) {
      new Misfires(draft, plan, timetable, this).account(due, count, last, fresh);
    }
  }

  /** Fires the tick, or skips it as the rule for overlaps says. */
  void byOverlap(Instant tick, Outcome outcome) {
    if (plan.overlap() == Overlap.REPLACE || vacant()) {
      fire(tick, outcome);
    } else {
      draft.skipped(tick, tick, 1, Reason.OVERLAP);
      draft.cursor(tick);
    }
  }

  /** Whether the rule for overlaps leaves room for a run that replaces none. */
  boolean vacant() {
    return room(draft.liveBesidesBackfills());
  }

  /** The same, were there so many others. */
  boolean room(int others) {
    return others < plan.mostLive();
  }

  void fire(Instant tick, Outcome outcome) {
    draft.fired(tick, outcome, draft.add(Cause.TICK, tick));
    draft.cursor(tick);
  }

  /** Skips all ticks after the one time, up to and including the other. */
  void skip(Timetable timetable, Instant after, Instant upTo, Reason reason) {
    var first = timetable.next(after);
    if (first != null && !first.isAfter(upTo)) {
      var last = requireNonNull(timetable.last(after, upTo));
      draft.skipped(first, last, timetable.count(after, upTo), reason);
      draft.cursor(last);
    }
  }

  /** Fired or late, by how long ago the tick was due. */
  Outcome punctuality(Instant due) {
    return Duration.between(due, draft.now()).compareTo(PUNCTUAL) > 0
        ? Outcome.LATE
        : Outcome.FIRED;
  }
}
