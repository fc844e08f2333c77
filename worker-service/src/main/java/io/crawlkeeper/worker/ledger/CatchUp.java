package io.crawlkeeper.worker.ledger;

import static java.util.Objects.requireNonNull;

import io.crawlkeeper.model.Backlog;
import io.crawlkeeper.model.SchedulePlan;
import io.crawlkeeper.model.Tick.Outcome;
import io.crawlkeeper.model.Tick.Reason;
import io.crawlkeeper.schedule.Timetable;
import java.time.Duration;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * Fires all that was missed, oldest first, as far as there is room; the others wait their turn, and
 * the cursor with them.
 *
 * <p>What comes due meanwhile was not missed, as the owner is there: when the cursor comes to it,
 * the rule for overlaps decides. Else a schedule whose runs take longer than its period would catch
 * up for ever. The ledger keeps how far the {@link Backlog} goes.
 */
final class CatchUp {

  /** Ticks are noticed well before they would count as missed. */
  private static final Duration NOTICE = Ticks.FRESH.dividedBy(2);

  private final Draft draft;
  private final SchedulePlan plan;
  private final Timetable timetable;
  private final Ticks ticks;

  CatchUp(Draft draft, SchedulePlan plan, Timetable timetable, Ticks ticks) {
    this.draft = draft;
    this.plan = plan;
    this.timetable = timetable;
    this.ticks = ticks;
  }

  /**
   * @param due up to when ticks are due, as nominal time; there is at least one
   * @param fresh the last of them if it is not missed, else null
   */
  void account(Instant due, @Nullable Instant fresh) {
    var backlog = backlog(due, fresh);
    draft.backlog(backlog);
    if (backlog != null) {
      var end = backlog.until().isBefore(due) ? backlog.until() : due;
      skipTooOld(end, due);
      if (!fireUpTo(end)) {
        wakeToNotice(backlog);
        return;
      }
    }
    decide(due, fresh);
  }

  /** As it is with the ticks that have come due since; null if nothing was missed. */
  private @Nullable Backlog backlog(Instant due, @Nullable Instant fresh) {
    var open = draft.backlog();
    var noticed = open == null ? cursor() : open.noticed();
    var last = timetable.last(noticed, due);
    if (last == null) {
      return open;
    }
    if (open != null && !missed(requireNonNull(timetable.next(noticed)), due)) {
      return new Backlog(open.until(), last);
    }
    var until = fresh == null ? last : timetable.last(noticed, fresh.minusNanos(1));
    return until == null ? null : new Backlog(until, last);
  }

  private static boolean missed(Instant tick, Instant due) {
    return tick.isBefore(due.minus(Ticks.FRESH));
  }

  private void wakeToNotice(Backlog backlog) {
    var next = timetable.next(backlog.noticed());
    if (next != null) {
      draft.wake(next.plus(timetable.delay()).plus(NOTICE));
    }
  }

  /** Whether all of the backlog up to then has found room. */
  private boolean fireUpTo(Instant end) {
    for (var tick = timetable.next(cursor());
        tick != null && !tick.isAfter(end);
        tick = timetable.next(cursor())) {
      if (!ticks.room(draft.live().size())) {
        return false;
      }
      ticks.fire(tick, Outcome.CAUGHT_UP);
    }
    return true;
  }

  /** Only a tick that is fresh may replace a run. */
  private void decide(Instant due, @Nullable Instant fresh) {
    for (var tick = timetable.next(cursor());
        tick != null && !tick.isAfter(due);
        tick = timetable.next(cursor())) {
      if (tick.equals(fresh)) {
        ticks.byOverlap(tick, ticks.punctuality(tick.plus(timetable.delay())));
      } else if (ticks.vacant()) {
        ticks.fire(tick, Outcome.CAUGHT_UP);
      } else {
        var upTo = fresh == null ? due : fresh.minusNanos(1);
        ticks.skip(timetable, cursor(), upTo, Reason.OVERLAP);
      }
    }
  }

  private void skipTooOld(Instant end, Instant due) {
    var old = due.minus(plan.catchUp().window()).minusNanos(1);
    ticks.skip(timetable, cursor(), old.isBefore(end) ? old : end, Reason.CATCH_UP_WINDOW);
    var surplus = timetable.count(cursor(), end) - plan.catchUp().max();
    if (surplus > 0) {
      ticks.skip(timetable, cursor(), nth(surplus, end), Reason.CATCH_UP_MAX);
    }
  }

  /** The tick with that number after the cursor, found by halving: there may be very many. */
  private Instant nth(long number, Instant end) {
    var before = cursor();
    var notBefore = end;
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

  private Instant cursor() {
    return requireNonNull(draft.cursor());
  }
}
