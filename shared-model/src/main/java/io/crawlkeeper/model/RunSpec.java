package io.crawlkeeper.model;

import java.time.Duration;
import org.jspecify.annotations.Nullable;

/**
 * How each run of a task is carried out, as the user gave it: null stands for "the default".
 *
 * @param timeout from the first start of a run to its end, retries included; no limit by default
 */
public record RunSpec(
    @Nullable Duration timeout,
    @Nullable RetrySpec retry,
    @Nullable WorkerLoss onWorkerLoss,
    @Nullable HistorySpec history) {

  public static final RunSpec DEFAULT = new RunSpec(null, null, null, null);

  /**
   * How often a run that failed is tried again.
   *
   * @param attempts tries in all, the first one included
   * @param backoff before the second try; doubled before each further one
   * @param maxBackoff which it never exceeds
   */
  public record RetrySpec(
      @Nullable Integer attempts, @Nullable Duration backoff, @Nullable Duration maxBackoff) {}

  /** What becomes of a run whose worker was lost. */
  public enum WorkerLoss {
    /** The next attempt goes on where the lost one stopped, as far as its executor can. */
    RESUME,
    /** The next attempt begins anew. */
    RESTART,
    /** The run has failed. */
    FAIL
  }

  /**
   * How much of the history is kept for this task.
   *
   * @param runs that have ended
   * @param ticks records of ticks
   * @param age after which both are removed
   */
  public record HistorySpec(
      @Nullable Integer runs, @Nullable Integer ticks, @Nullable Duration age) {}

  /** These with every default filled in. */
  public RunPlan plan() {
    return RunPlan.of(this);
  }
}
