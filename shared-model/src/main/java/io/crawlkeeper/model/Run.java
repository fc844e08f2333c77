package io.crawlkeeper.model;

import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * The last run of a task. The version of the znode that holds it is the run's token: who writes
 * with an older one has lost the run.
 *
 * @param number counts the runs of the task from 1; 0 if it never ran
 * @param attempt counts the tries of this run from 1
 * @param generation of the task that this run carries out
 * @param worker name with incarnation of who made the attempt; empty if the task never ran
 * @param output folder of the published results, relative to the results root; null before the end
 *     or if nothing was stored
 * @param reason why the run ended as it did, for people; null if there is nothing to say
 */
public record Run(
    String task,
    long taskId,
    long number,
    int attempt,
    long generation,
    RunState state,
    String worker,
    @Nullable Instant startTime,
    @Nullable Instant endTime,
    Progress progress,
    @Nullable String output,
    @Nullable String reason) {

  /** The state of a task that never ran. */
  public static Run none(String task, long taskId) {
    return new Run(task, taskId, 0, 0, 0, RunState.NONE, "", null, null, Progress.NONE, null, null);
  }

  /** Unique for ever in one cluster: the id of the task and the number of the run. */
  public String id() {
    return taskId + "-" + number;
  }

  /** Whether this generation of the task has been brought to its end. */
  public boolean settles(long wanted) {
    return state.ended() && generation >= wanted;
  }

  /**
   * The run that {@code owner} may start now: the next attempt if an earlier owner left this
   * generation unfinished, else the next number.
   */
  public Run next(String owner, long wanted, Instant now) {
    var resumes = generation == wanted && (state == RunState.RUNNING || state == RunState.RELEASED);
    return new Run(
        task,
        taskId,
        resumes ? number : number + 1,
        resumes ? attempt + 1 : 1,
        wanted,
        RunState.RUNNING,
        owner,
        now,
        null,
        Progress.NONE,
        null,
        null);
  }

  public Run at(Progress now) {
    return with(state, now, output, reason, endTime);
  }

  /** This attempt, given back unfinished. */
  public Run released() {
    return with(RunState.RELEASED, progress, null, "the worker left", null);
  }

  /** This attempt, ended. */
  public Run ended(Outcome outcome, Instant now) {
    return with(outcome.state(), outcome.progress(), outcome.output(), outcome.reason(), now);
  }

  private Run with(
      RunState end,
      Progress last,
      @Nullable String published,
      @Nullable String why,
      @Nullable Instant now) {
    return new Run(
        task,
        taskId,
        number,
        attempt,
        generation,
        end,
        worker,
        startTime,
        now,
        last,
        published,
        why);
  }

  /**
   * How an attempt ended.
   *
   * @param state one that {@linkplain RunState#ended() has ended}
   */
  public record Outcome(
      RunState state, Progress progress, @Nullable String output, @Nullable String reason) {}
}
