package io.crawlkeeper.worker.ledger;

import io.crawlkeeper.model.Backfill;
import io.crawlkeeper.model.Ledger;
import io.crawlkeeper.model.Run;
import io.crawlkeeper.model.Run.Cause;
import io.crawlkeeper.model.RunRequest;
import io.crawlkeeper.model.ScheduleSpec;
import io.crawlkeeper.model.ScheduleSpec.Overlap;
import io.crawlkeeper.model.Task;
import io.crawlkeeper.model.Tick;
import io.crawlkeeper.schedule.Timetable;
import io.crawlkeeper.schedule.Timetables;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Decides what is to be done about one task now. The same facts give the same decision, and a
 * decision that was not committed leaves nothing behind.
 */
public final class Clerk {

  /** Runs that have not ended; a ledger has to stay far below 1 MB. */
  private static final int MOST_LIVE = 100;

  private static final int MOST_BACKFILLS = 10;

  /** So many records may wait for some other reason to write the ledger. */
  private static final int RECORDS_KEPT = 20;

  private final OwnedTask owned;
  private final @Nullable Timetable timetable;
  private final Situation situation;
  private final Draft draft;

  private Clerk(OwnedTask owned, @Nullable Timetable timetable, Situation situation) {
    this.owned = owned;
    this.timetable = timetable;
    this.situation = situation;
    this.draft = new Draft(owned.task(), owned.ledger(), situation.now());
  }

  /**
   * @param timetable of the task; null if it runs once
   */
  public static Decision decide(
      OwnedTask owned, @Nullable Timetable timetable, Situation situation) {
    return new Clerk(owned, timetable, situation).decide();
  }

  /** The ticks of a recurring schedule that is, or was, that of the task. */
  public static Timetable timetable(Task task, ScheduleSpec schedule) {
    return Timetables.of(schedule.plan(), task.anchor(schedule), task.id());
  }

  private Decision decide() {
    var waiting =
        owned.requests().requests().stream()
            .filter(request -> request.number() > draft.request())
            .toList();
    var runs = new Runs(draft, situation, new Ends(draft, waiting), owned.assignment().until());
    runs.settle();
    if (!situation.leaving()) {
      takeUp(waiting);
      fire();
      runs.settle(); // What came may end what was there.
      if (!owned.handsOver()) {
        runs.begin();
      }
    }
    handOver();
    return new Decision(
        ledger(), runs.starts(), draft.ended(), runs.stops(), runs.waits(), draft.firstWake());
  }

  /**
   * In the order of their numbers. A run that is to be cancelled has to have ended before the
   * request counts as taken up; else a later owner would not know of it.
   */
  private void takeUp(List<RunRequest> waiting) {
    for (var request : waiting) {
      var done =
          switch (request.kind()) {
            case RUN -> queued(request);
            case CANCEL -> over(String.valueOf(request.run()));
            case BACKFILL -> added(request.backfill());
          };
      if (!done) {
        return;
      }
      draft.takenUp(request.number());
    }
  }

  /** A request that finds no room stays where it is, until there is. */
  private boolean queued(RunRequest request) {
    if (draft.live().size() >= MOST_LIVE) {
      return false;
    }
    if (request.run() != null) {
      var run = Run.queued(request.run(), owned.task(), Cause.REQUEST, null, situation.now());
      var _ = draft.add(run);
    }
    return true;
  }

  /** Runs that a backfill has made go on; of the others, one that is to be cancelled is awaited. */
  private boolean over(String cancelled) {
    draft
        .backfills()
        .removeIf(one -> RunRequest.id(owned.task().id(), one.request()).equals(cancelled));
    return draft.live().stream().noneMatch(run -> run.id().equals(cancelled));
  }

  private boolean added(@Nullable Backfill backfill) {
    if (draft.backfills().size() >= MOST_BACKFILLS) {
      return false;
    }
    if (backfill != null) {
      draft.backfills().add(backfill);
    }
    return true;
  }

  /**
   * Also while the task is handed over: the runs wait for the next owner. Not beyond that time, as
   * where nobody can take the task it has to be seen that its schedule stands still.
   */
  private void fire() {
    var until = owned.assignment().until();
    if (!situation.mayFire() || (until != null && !situation.now().isBefore(until))) {
      return;
    }
    if (timetable == null) {
      Ticks.once(draft);
    } else {
      Ticks.recurring(draft, timetable);
    }
    backfill();
  }

  /** One run at a time, and only where the schedule leaves room. */
  private void backfill() {
    while (!draft.backfills().isEmpty() && room()) {
      var backfill = draft.backfills().getFirst();
      var tick = timetable(owned.task(), backfill.schedule()).next(backfill.next().minusNanos(1));
      if (tick == null || tick.isAfter(backfill.to())) {
        draft.backfills().removeFirst();
      } else {
        draft.fired(tick, Tick.Outcome.BACKFILLED, draft.add(Cause.BACKFILL, tick));
        draft.backfills().set(0, backfill.after(tick));
      }
    }
  }

  private boolean room() {
    var plan = owned.task().spec().effectiveSchedule().plan();
    var live = draft.live();
    return !plan.paused()
        && live.stream().noneMatch(run -> run.cause() == Cause.BACKFILL)
        && live.size() < (plan.overlap() == Overlap.ALLOW ? plan.overlapLimit() : 1);
  }

  /** Says that the next owner may have the task, as soon as nothing of it runs here any more. */
  private void handOver() {
    if (!owned.handsOver()) {
      draft.released(null);
    } else if (draft.live().stream().noneMatch(Runs::running)) {
      draft.released(situation.worker());
    }
  }

  private Ledger ledger() {
    var next = draft.ledger();
    if (!next.equals(owned.ledger()) || draft.waitingTicks() > RECORDS_KEPT) {
      draft.forget(situation.recorded());
    }
    return draft.ledger();
  }
}
