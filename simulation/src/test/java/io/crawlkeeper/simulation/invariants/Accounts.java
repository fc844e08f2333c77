package io.crawlkeeper.simulation.invariants;

import static io.crawlkeeper.simulation.invariants.Invariant.EACH_TICK_RECORDED_ONCE;

import io.crawlkeeper.model.Ledger;
import io.crawlkeeper.model.Run;
import io.crawlkeeper.model.Run.Cause;
import io.crawlkeeper.model.Task.Since;
import io.crawlkeeper.model.Tick;
import io.crawlkeeper.model.Tick.Outcome;
import io.crawlkeeper.model.Tick.Reason;
import io.crawlkeeper.schedule.Timetable;
import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/** Holds what ledgers record against the timetable, commit by commit. */
final class Accounts {

  private record Nominal(long task, Instant time) {}

  private final Schedules schedules;
  private final Map<Nominal, String> runs = new HashMap<>();

  Accounts(Schedules schedules) {
    this.schedules = schedules;
  }

  void check(Ledger before, Ledger after) {
    EACH_TICK_RECORDED_ONCE.check(
        after.tick() >= before.tick()
            && after.runs() >= before.runs()
            && after.request() >= before.request()
            && !earlier(after.cursor(), before.cursor()),
        () -> "the account went back from " + before + " to " + after);
    after.live().forEach(this::checkOneRun);
    var records =
        after.ticks().stream()
            .filter(tick -> tick.number() > before.tick())
            .filter(tick -> tick.outcome() != Outcome.BACKFILLED)
            .toList();
    checkNumbers(before, after);
    var since = after.since();
    if (since != null && after.cursor() != null) {
      checkAgainstTimetable(before, after, since, records);
    }
  }

  private static boolean earlier(@Nullable Instant one, @Nullable Instant other) {
    return other != null && (one == null || one.isBefore(other));
  }

  private void checkOneRun(Run run) {
    var tick = run.tick();
    if (run.cause() == Cause.TICK && tick != null) {
      var other = runs.putIfAbsent(new Nominal(run.taskId(), tick), run.id());
      EACH_TICK_RECORDED_ONCE.check(
          other == null || other.equals(run.id()),
          () -> "tick " + tick + " of " + run.task() + " has run " + other + " and " + run.id());
    }
  }

  private static void checkNumbers(Ledger before, Ledger after) {
    var fresh = after.ticks().stream().filter(tick -> tick.number() > before.tick()).count();
    EACH_TICK_RECORDED_ONCE.check(
        fresh == after.tick() - before.tick(),
        () -> "records are missing between " + before + " and " + after);
  }

  private void checkAgainstTimetable(
      Ledger before, Ledger after, Instant since, List<Tick> records) {
    var task = schedules.task(after.taskId(), since);
    if (task == null) {
      throw new Invariant.Broken(EACH_TICK_RECORDED_ONCE, "nobody has set " + after);
    }
    var changed = !since.equals(before.since());
    var timetable = schedules.timetable(task);
    if (timetable == null) {
      EACH_TICK_RECORDED_ONCE.check(
          records.size() == (changed ? 1 : 0),
          () -> "a task that runs once has " + records + " by " + after);
      return;
    }
    var from =
        changed ? begin(before, task.since(), timetable) : Objects.requireNonNull(before.cursor());
    checkAll(from, Objects.requireNonNull(after.cursor()), timetable, records);
  }

  /** From where the new schedule has to account. */
  private static Instant begin(Ledger before, Since since, Timetable timetable) {
    var cursor = before.cursor();
    if (cursor == null) {
      return since.time().minusNanos(1);
    }
    // What is put off beyond the change is owed.
    var delay = since.cause() == Since.Cause.CREATED ? Duration.ZERO : timetable.delay();
    var start = since.time().minusNanos(1).minus(delay);
    return since.cause() == Since.Cause.RESUMED || cursor.isAfter(start) ? cursor : start;
  }

  private static void checkAll(
      Instant from, Instant upTo, Timetable timetable, List<Tick> records) {
    var passed = from;
    for (var record : records) {
      if (record.reason() == Reason.CHANGED) {
        continue;
      }
      var last = record.until() == null ? record.time() : record.until();
      var after = passed;
      EACH_TICK_RECORDED_ONCE.check(
          timetable.count(after, last) == record.count()
              && record.time().equals(timetable.next(after)),
          () -> record + " does not account for what follows " + after);
      passed = last;
    }
    var left = timetable.count(passed, upTo);
    EACH_TICK_RECORDED_ONCE.check(
        left == 0, () -> left + " ticks up to " + upTo + " are not in " + records);
  }
}
