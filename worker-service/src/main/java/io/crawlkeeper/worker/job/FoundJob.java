package io.crawlkeeper.worker.job;

import org.jspecify.annotations.Nullable;

/**
 * A Job as it was read.
 *
 * @param tag null if it is none of this installation's
 */
public record FoundJob(JobRef ref, @Nullable JobTag tag, Condition condition) {

  /**
   * @param suspended whether it starts nothing for the time being
   * @param deleting whether it goes, as soon as its pods have gone
   * @param expiring whether Kubernetes removes it some time after its end
   * @param end null if it has not ended
   */
  public record Condition(
      boolean suspended, boolean deleting, boolean expiring, @Nullable End end) {}

  /**
   * How a Job has ended.
   *
   * @param reason a word of Kubernetes, such as {@code BackoffLimitExceeded}
   */
  public record End(boolean succeeded, String reason, String message) {}

  public @Nullable End end() {
    return condition.end();
  }

  /** Whether it starts containers now, or may do so by itself. */
  boolean underWay() {
    return end() == null;
  }
}
