package io.crawlkeeper.master.leader;

import io.crawlkeeper.model.Task;
import io.crawlkeeper.model.Task.Since;
import io.crawlkeeper.model.Task.Since.Cause;
import io.crawlkeeper.model.TaskSpec;
import java.time.Duration;
import java.time.Instant;

/** From when on the schedule of a task counts, after a change. Pure. */
final class Sinces {

  private static final Duration LEAST = Duration.ofMillis(1);

  private Sinces() {}

  static Since created(Instant now) {
    return new Since(now, Cause.CREATED);
  }

  /** The same as before unless the change begins a new count. */
  static Since changed(Task before, TaskSpec wanted, Instant now) {
    var old = before.spec().effectiveSchedule();
    var next = wanted.effectiveSchedule();
    var again = !next.recurring() && !before.spec().crawl().equals(wanted.crawl());
    if (again || !old.ticksLike(next)) {
      return new Since(later(before, now), Cause.CHANGED);
    }
    return next.recurring() && old.isPaused() && !next.isPaused()
        ? new Since(later(before, now), Cause.RESUMED)
        : before.since();
  }

  /** Differs from the one before, even if this master's clock is behind. */
  private static Instant later(Task before, Instant now) {
    var least = before.since().time().plus(LEAST);
    return now.isBefore(least) ? least : now;
  }
}
