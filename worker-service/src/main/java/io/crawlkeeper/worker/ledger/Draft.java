package io.crawlkeeper.worker.ledger;

import io.crawlkeeper.model.Backfill;
import io.crawlkeeper.model.Backlog;
import io.crawlkeeper.model.Ledger;
import io.crawlkeeper.model.Run;
import io.crawlkeeper.model.Run.Cause;
import io.crawlkeeper.model.RunState.Live;
import io.crawlkeeper.model.Task;
import io.crawlkeeper.model.Tick;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/** The next ledger in the making. Used by one decision. */
final class Draft {

  private final Task task;
  private final Ledger before;
  private final Instant now;
  private final List<Run> live;
  private final List<Tick> ticks;
  private final List<Backfill> backfills;
  private final List<Run> ended = new ArrayList<>();
  private final TreeSet<Instant> wakes = new TreeSet<>();
  private @Nullable Instant since;
  private @Nullable Instant cursor;
  private @Nullable Backlog backlog;
  private @Nullable Instant furthest;
  private @Nullable Run last;
  private @Nullable String released;
  private long runs;
  private long request;
  private long tick;

  Draft(Task task, Ledger before, Instant now) {
    this.task = task;
    this.before = before;
    this.now = now;
    this.live = new ArrayList<>(before.live());
    this.ticks = new ArrayList<>(before.ticks());
    this.backfills = new ArrayList<>(before.backfills());
    this.since = before.since();
    this.cursor = before.cursor();
    this.backlog = before.backlog();
    this.furthest = before.furthest();
    this.last = before.last();
    this.released = before.released();
    this.runs = before.runs();
    this.request = before.request();
    this.tick = before.tick();
  }

  Task task() {
    return task;
  }

  Instant now() {
    return now;
  }

  List<Run> live() {
    return List.copyOf(live);
  }

  /** A backfill does not keep the schedule from firing. */
  int liveBesidesBackfills() {
    return Math.toIntExact(live.stream().filter(run -> run.cause() != Cause.BACKFILL).count());
  }

  List<Run> ended() {
    return ended;
  }

  List<Backfill> backfills() {
    return backfills;
  }

  @Nullable Instant since() {
    return since;
  }

  @Nullable Instant cursor() {
    return cursor;
  }

  int waitingTicks() {
    return ticks.size();
  }

  long request() {
    return request;
  }

  void takenUp(long number) {
    request = number;
  }

  /** Counts by the schedule of that time; what the one before still owed is none of it. */
  void since(Instant adopted) {
    since = adopted;
    backlog = null;
  }

  /** Every tick up to this one is recorded. The cursor does not go back. */
  void cursor(Instant passed) {
    if (cursor == null || passed.isAfter(cursor)) {
      cursor = passed;
    }
    if (backlog != null && !cursor.isBefore(backlog.until())) {
      backlog = null;
    }
    if (furthest != null && !cursor.isBefore(furthest)) {
      furthest = null;
    }
  }

  /** Takes back a cursor that only a wrong clock can have set. */
  void cursorBack(Instant to) {
    if (cursor != null && (furthest == null || cursor.isAfter(furthest))) {
      furthest = cursor;
    }
    cursor = to;
  }

  /** How far the cursor had come before it was taken back; null if it was not. */
  @Nullable Instant furthest() {
    return furthest;
  }

  /** What is to be caught up; null if nothing is. */
  @Nullable Backlog backlog() {
    return backlog;
  }

  void backlog(@Nullable Backlog known) {
    backlog = known;
  }

  void released(@Nullable String worker) {
    released = worker;
  }

  @Nullable String released() {
    return released;
  }

  /** A new run that waits for its first attempt. */
  Run add(Cause cause, Instant time) {
    runs++;
    return add(Run.queued(task.id() + "-" + runs, task, cause, time, now));
  }

  Run add(Run run) {
    live.add(run);
    return run;
  }

  /** The run is so now; it leaves the live ones if it has ended. */
  void put(Run run) {
    var index = index(run.id());
    if (run.state().ended()) {
      live.remove(index);
      last = run;
      ended.add(run);
    } else {
      live.set(index, run);
    }
  }

  /** Whether the run was lost already before this decision. */
  boolean wasLost(Run run) {
    return before.run(run.id()).filter(one -> one.is(Live.LOST)).isPresent();
  }

  private int index(String id) {
    for (var i = 0; i < live.size(); i++) {
      if (live.get(i).id().equals(id)) {
        return i;
      }
    }
    throw new IllegalStateException("not live: " + id);
  }

  void fired(Instant time, Tick.Outcome outcome, Run run) {
    tick++;
    ticks.add(new Tick(tick, time, null, 1, outcome, null, run.id(), now));
  }

  void skipped(Instant from, Instant until, long count, Tick.Reason reason) {
    tick++;
    var several = from.equals(until) ? null : until;
    ticks.add(new Tick(tick, from, several, count, Tick.Outcome.SKIPPED, reason, null, now));
  }

  /** Records that the history has need not be kept here. */
  void forget(long recorded) {
    ticks.removeIf(record -> record.number() <= recorded);
  }

  /** Something is due then. */
  void wake(Instant at) {
    wakes.add(at);
  }

  @Nullable Instant firstWake() {
    return wakes.isEmpty() ? null : wakes.first();
  }

  /** The very ledger of before if it is the same. */
  Ledger ledger() {
    var next =
        new Ledger(
            before.task(),
            before.taskId(),
            since,
            cursor,
            runs,
            request,
            tick,
            live,
            last,
            ticks,
            backfills,
            released,
            backlog,
            furthest);
    return next.equals(before) ? before : next;
  }
}
