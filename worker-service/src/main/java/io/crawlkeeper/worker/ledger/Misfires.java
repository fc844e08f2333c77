package io.crawlkeeper.worker.ledger;

import static java.util.Objects.requireNonNull;

import io.crawlkeeper.model.SchedulePlan;
import io.crawlkeeper.model.ScheduleSpec.Misfire;
import io.crawlkeeper.model.Tick.Outcome;
import io.crawlkeeper.model.Tick.Reason;
import io.crawlkeeper.schedule.Timetable;
import java.time.Instant;

/** What becomes of the ticks that are due, by the schedule's rule for those that were missed. */
final class Misfires {

  private final Draft draft;
  private final SchedulePlan plan;
  private final Timetable timetable;
  private final Ticks ticks;

  Misfires(Draft draft, SchedulePlan plan, Timetable timetable, Ticks ticks) {
    this.draft = draft;
    this.plan = plan;
    this.timetable = timetable;
    this.ticks = ticks;
  }

  /**
   * @param due up to when ticks are due, as nominal time
   * @param count of ticks that are due, at least 1
   * @param last of them
   * @param fresh whether that one is not missed
   */
  void account(Instant due, long count, Instant last, boolean fresh) {
    if (plan.misfire() == Misfire.ALL) {
      new CatchUp(draft, plan, timetable, ticks).account(due, fresh ? last : null);
      return;
    }
    draft.backlog(null);
    if (count > 1) {
      ticks.skip(timetable, cursor(), last.minusNanos(1), Reason.MISFIRE);
    }
    if (fresh) {
      ticks.byOverlap(last, ticks.punctuality(last.plus(timetable.delay())));
    } else if (plan.misfire() == Misfire.SKIP) {
      ticks.skip(timetable, cursor(), last, Reason.MISFIRE);
    } else if (last.isBefore(due.minus(plan.catchUp().window()))) {
      ticks.skip(timetable, cursor(), last, Reason.CATCH_UP_WINDOW);
    } else {
      ticks.byOverlap(last, Outcome.CAUGHT_UP);
    }
  }

  private Instant cursor() {
    return requireNonNull(draft.cursor());
  }
}
