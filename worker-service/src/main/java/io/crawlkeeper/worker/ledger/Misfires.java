package io.crawlkeeper.worker.ledger;

import static java.util.Objects.requireNonNull;

import io.crawlkeeper.model.SchedulePlan;
import io.crawlkeeper.model.ScheduleSpec.Misfire;
import io.crawlkeeper.model.Tick.Outcome;
import io.crawlkeeper.model.Tick.Reason;
import io.crawlkeeper.schedule.Timetable;
import java.time.Duration;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

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
      catchUp(due, fresh ? last : null);
      return;
    }
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

  /** Fires what was missed, oldest first, as far as there is room; the others wait their turn. */
  private void catchUp(Instant due, @Nullable Instant fresh) {
    skipTooOld(due);
    for (var tick = timetable.next(cursor());
        tick != null && !tick.isAfter(due);
        tick = timetable.next(cursor())) {
      if (tick.equals(fresh)) {
        ticks.byOverlap(tick, ticks.punctuality(tick.plus(timetable.delay())));
      } else if (room()) {
        ticks.fire(tick, Outcome.CAUGHT_UP);
      } else {
        return;
      }
    }
  }

  private void skipTooOld(Instant due) {
    var oldest = due.minus(plan.catchUp().window());
    if (oldest.isAfter(cursor())) {
      ticks.skip(timetable, cursor(), oldest, Reason.CATCH_UP_WINDOW);
    }
    var surplus = timetable.count(cursor(), due) - plan.catchUp().max();
    if (surplus > 0) {
      ticks.skip(timetable, cursor(), nth(surplus, due), Reason.CATCH_UP_MAX);
    }
  }

  /** The tick with that number after the cursor, found by halving: there may be very many. */
  private Instant nth(long number, Instant due) {
    var before = cursor();
    var notBefore = due;
    while (Duration.between(before, notBefore).compareTo(Duration.ofMillis(1)) > 0) {
      var middle = before.plus(Duration.between(before, notBefore).dividedBy(2));
      if (timetable.count(cursor(), middle) < number) {
        before = middle;
      } else {
        notBefore = middle;
      }
    }
    return requireNonNull(timetable.last(cursor(), notBefore));
  }

  private boolean room() {
    var others = draft.live().size();
    return switch (plan.overlap()) {
      case SKIP, REPLACE -> others == 0;
      case QUEUE, ALLOW -> others < plan.overlapLimit();
    };
  }

  private Instant cursor() {
    return requireNonNull(draft.cursor());
  }
}
