package io.crawlkeeper.master.leader;

import io.crawlkeeper.model.Ledger;
import io.crawlkeeper.model.Task;
import io.crawlkeeper.model.Task.Since;
import io.crawlkeeper.model.Task.Since.Cause;
import io.crawlkeeper.model.TaskSpec;
import java.time.Duration;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/** From when on the schedule of a task counts, after a change. Pure. */
final class Sinces {

  private static final Duration LEAST = Duration.ofMillis(1);

  /** Clocks that differ by more are wrong, and not only apart. */
  private static final Duration APART = Duration.ofMinutes(1);

  private Sinces() {}

  static Since created(Instant now) {
    return new Since(now, Cause.CREATED);
  }

  /**
   * The same as before unless the change begins a new count.
   *
   * <p>A schedule that is resumed before its owner has adopted it keeps its cause: the owner still
   * has to close the account of the schedule before it, and would otherwise count, by the present
   * timetable, ticks of a time when that was not in force yet.
   *
   * @param ledger as it was heard last; null if nothing was heard
   */
  static Since changed(Task before, TaskSpec wanted, @Nullable Ledger ledger, Instant now) {
    var old = before.spec().effectiveSchedule();
    var next = wanted.effectiveSchedule();
    var again = !next.recurring() && !before.spec().work().equals(wanted.work());
    if (again || !old.ticksLike(next)) {
      var changed = later(before.since().time(), now);
      return new Since(
          next.recurring() ? laterThanCursor(ledger, changed) : changed, Cause.CHANGED);
    }
    if (!next.recurring() || !old.isPaused() || next.isPaused()) {
      return before.since();
    }
    var adopted = ledger != null && before.since().time().equals(ledger.since());
    return new Since(
        laterThanCursor(ledger, later(before.since().time(), now)),
        adopted ? Cause.RESUMED : before.since().cause());
  }

  /**
   * The cursor never goes back. If this master's clock is behind the owner's, ticks of the new
   * schedule up to the cursor would be owed, and yet be neither fired nor recorded; so it counts
   * from after the cursor.
   */
  private static Instant laterThanCursor(@Nullable Ledger ledger, Instant time) {
    var cursor = ledger == null ? null : ledger.cursor();
    return cursor == null ? time : later(cursor, time);
  }

  /**
   * Differs from the one before, even if this master's clock is behind. One that is far ahead is
   * what a wrong clock has left: it is not followed, as it would hold back every later schedule.
   */
  private static Instant later(Instant before, Instant time) {
    var least = before.plus(LEAST);
    return time.isBefore(least) && !before.isAfter(time.plus(APART)) ? least : time;
  }
}
