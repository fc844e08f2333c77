package io.crawlkeeper.lease;

import java.time.Duration;
import org.jspecify.annotations.Nullable;

/** What came of a {@link LeaseRequest}. */
public sealed interface LeaseReply {

  /** What the runs of other workers demand of all; null if there are none. */
  @Nullable Demand others();

  /**
   * The worker has the host.
   *
   * @param token greater than that of all grants of this host before
   * @param validFor counted from before the request was made
   * @param handOver others wait: let go as soon as no request is under way, and start none
   */
  record Held(
      long token,
      Duration validFor,
      boolean handOver,
      HostCondition condition,
      @Nullable Demand others)
      implements LeaseReply {}

  /**
   * The worker does not have the host.
   *
   * @param holder name of the worker that has it; null if none has
   */
  record NotHeld(@Nullable String holder, @Nullable Demand others) implements LeaseReply {}
}
