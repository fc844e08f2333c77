package io.crawlkeeper.model;

import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * What has become of a task so far: how far its schedule is accounted for, and its runs. Written by
 * its owner alone. The version of the znode that holds it is the token of its runs: who writes with
 * an older one has lost them.
 *
 * @param since {@link Task.Since#time} of the schedule that the cursor belongs to; null before the
 *     first
 * @param cursor every tick up to this one is recorded; null before the first
 * @param runs how many runs were made, other than by request
 * @param request number of the last request that was taken up
 * @param tick number of the last record of a tick
 * @param live runs that have not ended, oldest first
 * @param last the run that ended last; null before the first
 * @param ticks records that the history does not have for certain, oldest first
 * @param backfills that are not through, oldest first
 * @param released name of the owner that has handed the task over; null as long as nobody has
 * @param backlog missed ticks beyond the cursor that are to be caught up; null if there are none
 * @param furthest how far the cursor had come before a user had it taken back; null if it was not,
 *     or is there again
 */
public record Ledger(
    String task,
    long taskId,
    @Nullable Instant since,
    @Nullable Instant cursor,
    long runs,
    long request,
    long tick,
    List<Run> live,
    @Nullable Run last,
    List<Tick> ticks,
    List<Backfill> backfills,
    @Nullable String released,
    @Nullable Backlog backlog,
    @Nullable Instant furthest) {

  /** While so many records wait for the history, the owner decides on no more ticks. */
  public static final int MOST_TICKS = 200;

  public Ledger {
    live = List.copyOf(live);
    ticks = List.copyOf(ticks);
    backfills = List.copyOf(backfills);
  }

  /** That of a task of which nothing has become yet. */
  public static Ledger empty(String task, long taskId) {
    return new Ledger(
        task, taskId, null, null, 0, 0, 0, List.of(), null, List.of(), List.of(), null, null, null);
  }

  /** The run that was made last, as far as it is known here. */
  public @Nullable Run latest() {
    return live.isEmpty() ? last : live.getLast();
  }

  public Optional<Run> run(String id) {
    if (last != null && last.id().equals(id)) {
      return Optional.of(last);
    }
    return live.stream().filter(run -> run.id().equals(id)).findFirst();
  }

  /** Whether an attempt of one of the runs is under way. */
  public boolean running() {
    return live.stream().anyMatch(run -> run.is(RunState.Live.RUNNING));
  }

  /** Whether there is nothing left to do for a task that runs once. */
  public boolean settled(Task task) {
    return live.isEmpty()
        && backfills.isEmpty()
        && !task.spec().effectiveSchedule().recurring()
        && task.since().time().equals(since);
  }
}
