package io.crawlkeeper.worker.assignment;

import io.crawlkeeper.model.Run;
import io.crawlkeeper.model.RunState.Live;
import io.crawlkeeper.schedule.Timetable;
import io.crawlkeeper.worker.assignment.LedgerListener.Commit;
import io.crawlkeeper.worker.ledger.Clerk;
import io.crawlkeeper.worker.ledger.Decision;
import io.crawlkeeper.worker.ledger.NextTick;
import io.crawlkeeper.worker.ledger.OwnedTask;
import io.crawlkeeper.worker.ledger.Situation;
import io.crawlkeeper.worker.ledger.Situation.Try;
import io.crawlkeeper.worker.run.UnderWay;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/** One task on this worker: as it was read and written last, with its attempts. Of one thread. */
final class Desk {

  /** What is the same for all tasks at a moment. */
  record Moment(
      String worker,
      Instant now,
      boolean mayFire,
      boolean mayStart,
      boolean leaving,
      int freeSlots) {}

  private final Map<String, UnderWay> attempts = new HashMap<>();
  private final Set<String> over = new HashSet<>();
  private final Set<String> stopped = new HashSet<>();
  private final Outbox outbox = new Outbox();
  private OwnedTask owned;
  private @Nullable OwnedTask newer;
  private @Nullable Timetable timetable;
  private @Nullable Instant wake;
  private boolean busy;
  private boolean progressDue;

  Desk(OwnedTask owned) {
    this.owned = owned;
    this.timetable = timetable();
  }

  private @Nullable Timetable timetable() {
    var schedule = owned.task().spec().effectiveSchedule();
    return schedule.recurring() ? Clerk.timetable(owned.task(), schedule) : null;
  }

  OwnedTask owned() {
    return owned;
  }

  String name() {
    return owned.name();
  }

  /** When the first tick that is not accounted for is, or was, due; null if there is none. */
  @Nullable Instant nextTick() {
    return NextTick.due(owned, timetable);
  }

  /** Whether a commit is under way; until it is through nothing new is decided. */
  boolean busy() {
    return busy;
  }

  @Nullable Instant wake() {
    return wake;
  }

  /**
   * Takes what was read.
   *
   * @return whether it is news
   */
  boolean take(OwnedTask read) {
    if (busy) {
      newer = read;
      return true;
    }
    // What this worker has written since may be newer than what was read.
    var next = read.version() < owned.version() ? read.with(owned.ledger(), owned.version()) : read;
    if (next.equals(owned)) {
      return false;
    }
    var sameTask = next.task().equals(owned.task());
    owned = next;
    timetable = sameTask ? timetable : timetable();
    return true;
  }

  /** Decides; stops what has to be stopped. Not while busy. */
  Decision decide(Moment moment) {
    putAway();
    var decision = Clerk.decide(owned, timetable, situation(moment));
    progressDue = false;
    wake = decision.wake();
    decision.stops().keySet().forEach(this::stop);
    return decision;
  }

  private Situation situation(Moment moment) {
    var tries = new HashMap<String, Try>();
    attempts.forEach((id, attempt) -> tries.put(id, attemptOf(id, attempt)));
    return new Situation(
        moment.worker(),
        moment.now(),
        moment.mayFire(),
        moment.mayStart(),
        moment.leaving(),
        moment.freeSlots(),
        outbox.recorded(),
        tries);
  }

  private Try attemptOf(String id, UnderWay attempt) {
    var isOver = over.contains(id);
    return new Try(
        attempt.run().attempt(),
        isOver,
        isOver ? attempt.outcome() : null,
        progressDue ? attempt.progress() : null);
  }

  private void stop(String run) {
    var attempt = attempts.get(run);
    if (attempt != null && stopped.add(run)) {
      attempt.stop();
    }
  }

  void begin() {
    busy = true;
  }

  /** The commit is through: the ledger is so now. */
  Commit held(Decision decision, int version) {
    busy = false;
    var delay = timetable == null ? Duration.ZERO : timetable.delay();
    var commit =
        new Commit(owned.task(), owned.ledger(), decision.ledger(), decision.ended(), delay);
    owned = owned.with(decision.ledger(), version);
    putAway();
    var late = newer;
    newer = null;
    if (late != null) {
      var _ = take(late);
    }
    return commit;
  }

  /** Attempts that the ledger does not have running any more are let go of. */
  private void putAway() {
    for (var attempt : List.copyOf(attempts.values())) {
      if (!running(attempt.run())) {
        stop(attempt.run().id());
        if (over.contains(attempt.run().id())) {
          remove(attempt);
        }
      }
    }
  }

  private boolean running(Run attempt) {
    return owned.ledger().live().stream()
        .anyMatch(run -> sameAttempt(run, attempt) && run.is(Live.RUNNING));
  }

  private static boolean sameAttempt(Run one, Run other) {
    return one.id().equals(other.id())
        && one.attempt() == other.attempt()
        && one.worker().equals(other.worker());
  }

  private void remove(UnderWay attempt) {
    var id = attempt.run().id();
    attempts.remove(id);
    over.remove(id);
    stopped.remove(id);
  }

  void begun(UnderWay attempt) {
    attempts.put(attempt.run().id(), attempt);
  }

  /**
   * @return whether the attempt is one of this desk
   */
  boolean over(UnderWay attempt) {
    return attempt.equals(attempts.get(attempt.run().id())) && over.add(attempt.run().id());
  }

  /** Attempts that hold a slot. */
  int slots() {
    return attempts.size() - over.size();
  }

  boolean idle() {
    return !busy && attempts.isEmpty();
  }

  /**
   * Ends all without a word: the task is not this worker's any more. Attempts that are over stay as
   * long as a commit is under way, as that may end their runs.
   *
   * @param left is told of the runs whose attempts are over
   * @return those that are not over
   */
  List<UnderWay> drop(Consumer<Run> left) {
    var ending = new ArrayList<UnderWay>();
    for (var attempt : List.copyOf(attempts.values())) {
      if (!over.contains(attempt.run().id())) {
        attempt.stop();
        ending.add(attempt);
        remove(attempt);
      } else if (!busy) {
        left.accept(attempt.run());
        remove(attempt);
      }
    }
    return ending;
  }

  /** The commit was not done, or it cannot be told. */
  void superseded() {
    busy = false;
  }

  /** The commit was not begun. */
  void refused() {
    busy = false;
    var late = newer;
    newer = null;
    if (late != null) {
      var _ = take(late);
    }
  }

  /**
   * @return whether there is progress to be written
   */
  boolean progressed() {
    for (var attempt : attempts.values()) {
      var run = owned.ledger().run(attempt.run().id());
      if (run.isPresent() && !run.get().progress().equals(attempt.progress())) {
        progressDue = true;
      }
    }
    return progressDue;
  }

  Outbox outbox() {
    return outbox;
  }
}
