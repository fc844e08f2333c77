package io.crawlkeeper.model;

import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * One execution of a task, over all its attempts.
 *
 * @param id unique for ever in one cluster: the task's id and a number, {@code 2501-17}; of a run
 *     that a user asked for, the number of the request, {@code 2501-r3}
 * @param tick the nominal time that the run was made for; null if a user asked for it
 * @param attempt counts the tries from 1; 0 before the first
 * @param failures tries that have failed
 * @param generation of the task that this run carries out
 * @param worker name with incarnation of who makes, or made, the last attempt; empty before the
 *     first
 * @param createTime when the run was decided
 * @param startTime when the first attempt began; null before
 * @param nextTime when to try again; null unless retrying
 * @param output folder of the published results, relative to the results root; null before the end
 *     or if nothing was stored
 * @param reason why the run is as it is, for people; null if there is nothing to say
 * @param losses of its workers, up to now; null if the last attempt that is over has not lost its
 *     worker, and where the run has ended
 */
public record Run(
    String id,
    String task,
    long taskId,
    Cause cause,
    @Nullable Instant tick,
    int attempt,
    int failures,
    long generation,
    RunState state,
    String worker,
    Instant createTime,
    @Nullable Instant startTime,
    @Nullable Instant endTime,
    @Nullable Instant nextTime,
    Progress progress,
    @Nullable String output,
    @Nullable String reason,
    @Nullable Losses losses) {

  /** What brought a run about. */
  public enum Cause {
    TICK,
    REQUEST,
    BACKFILL
  }

  /** A run that waits for its first attempt. */
  public static Run queued(String id, Task task, Cause cause, @Nullable Instant tick, Instant now) {
    return new Run(
        id,
        task.name(),
        task.id(),
        cause,
        tick,
        0,
        0,
        task.generation(),
        RunState.Live.QUEUED,
        "",
        now,
        null,
        null,
        null,
        Progress.NONE,
        null,
        null,
        null);
  }

  public boolean is(RunState wanted) {
    return state == wanted;
  }

  /** The next attempt, by this worker. */
  public Run started(String owner, Instant now) {
    return new Run(
        id,
        task,
        taskId,
        cause,
        tick,
        attempt + 1,
        failures,
        generation,
        checked(RunState.Live.RUNNING),
        owner,
        createTime,
        startTime == null ? now : startTime,
        null,
        null,
        Progress.NONE,
        null,
        null,
        losses);
  }

  public Run at(Progress now) {
    return with(state, failures, null, null, now, null, reason, losses);
  }

  /** Given back unfinished. */
  public Run released(String why) {
    return with(checked(RunState.Live.RELEASED), failures, null, null, progress, null, why, null);
  }

  /** The worker is gone, and its attempt with it. */
  public Run lost(String why, Instant now) {
    var known = Losses.after(losses, now);
    return with(checked(RunState.Live.LOST), failures, null, null, progress, null, why, known);
  }

  /** The attempt failed and another follows at that time. */
  public Run retrying(Instant next, Outcome failed) {
    return with(
        checked(RunState.Live.RETRYING),
        failures + 1,
        null,
        next,
        failed.progress(),
        null,
        failed.reason(),
        null);
  }

  public Run ended(Outcome outcome, Instant now) {
    return with(
        checked(outcome.state()),
        failures + (outcome.state() == RunState.Ended.FAILED ? 1 : 0),
        now,
        null,
        outcome.progress(),
        outcome.output(),
        outcome.reason(),
        null);
  }

  /** Ended without a word from an executor. */
  public Run ended(RunState.Ended how, String why, Instant now) {
    return ended(new Outcome(how, progress, null, why), now);
  }

  /** Cancelled, nobody knows when: what could have written its end is gone. */
  public Run abandoned(String why) {
    var cancelled = checked(RunState.Ended.CANCELLED);
    return with(cancelled, failures, null, null, progress, null, why, null);
  }

  private RunState checked(RunState next) {
    if (!state.mayBecome(next)) {
      throw new IllegalStateException(
          "run %s is %s and cannot become %s".formatted(id, state.word(), next.word()));
    }
    return next;
  }

  private Run with(
      RunState now,
      int failed,
      @Nullable Instant end,
      @Nullable Instant next,
      Progress last,
      @Nullable String published,
      @Nullable String why,
      @Nullable Losses known) {
    return new Run(
        id,
        task,
        taskId,
        cause,
        tick,
        attempt,
        failed,
        generation,
        now,
        worker,
        createTime,
        startTime,
        end,
        next,
        last,
        published,
        why,
        known);
  }

  /** How an attempt ended. */
  public record Outcome(
      RunState.Ended state, Progress progress, @Nullable String output, @Nullable String reason) {}
}
