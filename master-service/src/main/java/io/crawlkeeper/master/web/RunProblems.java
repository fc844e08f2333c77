package io.crawlkeeper.master.web;

import static io.crawlkeeper.master.web.Problems.brief;

import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Makes the problems with runs, schedules and workers. */
final class RunProblems {

  private RunProblems() {}

  static Problem noSuchRun(String run) {
    return Problems.of(
        ProblemCode.NO_SUCH_RUN, "No run '%s' is known, or not any more.".formatted(brief(run)));
  }

  /**
   * @param owner the task whose run it is
   * @param task that was asked for
   */
  static Problem runOfAnother(String run, String owner, String task) {
    var detail =
        owner.equals(task)
            ? "The run '%s' is one of an earlier task '%s', which was deleted, not of the one that has the name now."
                .formatted(run, task)
            : "The run '%s' is one of the task '%s', not of '%s'.".formatted(run, owner, task);
    return new Problem(ProblemCode.NO_SUCH_RUN, detail, List.of(), link(run));
  }

  static Problem noSuchBackfill(String backfill) {
    return Problems.of(
        ProblemCode.NO_SUCH_BACKFILL,
        "The task has no backfill '%s' that is not through.".formatted(brief(backfill)));
  }

  static Problem runEnded(String run) {
    return Problems.of(
        ProblemCode.RUN_ENDED, "The run '%s' has ended; nothing was changed.".formatted(run));
  }

  /**
   * @param state of the run, in a word
   */
  static Problem runNotRunning(String run, String state) {
    return new Problem(
        ProblemCode.RUN_NOT_RUNNING,
        "The run '%s' is %s; only a run under way can be looked at. See /api/v1/runs/%s."
            .formatted(run, state, run),
        List.of(),
        link(run));
  }

  /** For reads; {@link #runEnded} is for writes. */
  static Problem runOver(String run, String state) {
    return new Problem(
        ProblemCode.RUN_ENDED,
        "The run '%s' is %s; only a run under way can be looked at. See /api/v1/runs/%s."
            .formatted(run, state, run),
        List.of(),
        link(run));
  }

  /**
   * @param kind null if the task is gone
   */
  static Problem noLog(String run, @Nullable String kind) {
    return new Problem(
        ProblemCode.NO_LOG,
        "The run '%s' has no log, or none any more%s. See /api/v1/runs/%s for what became of it."
            .formatted(run, kind == null ? "" : "; it is of the kind '" + kind + "'", run),
        List.of(),
        link(run));
  }

  static Problem notACrawl(String task, String kind, String what) {
    return Problems.of(
        ProblemCode.NOT_A_CRAWL,
        "The task '%s' is of the kind '%s'; only a crawl has %s."
            .formatted(brief(task), kind, what));
  }

  static Problem noWorkerOffers(String kind) {
    return new Problem(
        ProblemCode.NO_WORKER,
        "No worker that is there offers '%s', which has to be asked for the log.".formatted(kind),
        List.of(),
        Problems.SOON);
  }

  /**
   * @param sent what it sends already
   */
  static Problem tooManyStreams(String sent) {
    return new Problem(
        ProblemCode.TOO_MANY_STREAMS,
        "This master sends %s already; ask for what there is now, or ask another.".formatted(sent),
        List.of(),
        Problems.SOON);
  }

  private static Map<String, String> link(String run) {
    return Map.of("Link", "</api/v1/runs/%s>; rel=\"related\"".formatted(run));
  }

  static Problem workerUnreachable(String worker) {
    return new Problem(
        ProblemCode.WORKER_UNREACHABLE,
        "The worker '%s' does not answer. If it is gone, its runs go on elsewhere; ask again soon."
            .formatted(worker),
        List.of(),
        Problems.SOON);
  }

  static Problem queueFull(String name) {
    return new Problem(
        ProblemCode.QUEUE_FULL,
        "Nothing was changed. The task '%s' has so many runs, backfills or requests that are not through"
                .formatted(name)
            + " that no more are taken.",
        List.of(),
        Problems.SOON);
  }

  static Problem noSuchWorker(String worker) {
    return Problems.of(
        ProblemCode.NO_SUCH_WORKER, "No worker '%s' is alive.".formatted(brief(worker)));
  }

  static Problem ambiguousWorker(String worker) {
    return Problems.of(
        ProblemCode.AMBIGUOUS_WORKER,
        "Several workers have the id '%s'; give the name of one with its incarnation."
            .formatted(brief(worker)));
  }

  static Problem notRecurring(String name, String what) {
    return Problems.of(
        ProblemCode.NOT_RECURRING, "The task '%s' runs only once; %s.".formatted(name, what));
  }

  static Problem tooManyTicks(int most) {
    return Problems.of(
        ProblemCode.TOO_MANY_TICKS,
        "There are more than %d ticks in this time; ask for a part of it.".formatted(most));
  }

  static Problem historyAway() {
    return new Problem(
        ProblemCode.HISTORY_AWAY,
        "The database that holds the history of runs does not answer; ask again soon.",
        List.of(),
        Problems.SOON);
  }
}
