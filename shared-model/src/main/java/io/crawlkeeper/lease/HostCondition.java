package io.crawlkeeper.lease;

import java.time.Duration;
import org.jspecify.annotations.Nullable;

/**
 * How a host is, as one worker tells another: in times from now, as their clocks differ.
 *
 * @param startIn time until the next request may start
 * @param closedFor time for which the host is left alone
 * @param why it is, or was, left alone; null if it never was
 * @param strikes failures in a row
 * @param latency smoothed time until an answer; zero if not known
 */
public record HostCondition(
    Duration startIn, Duration closedFor, @Nullable String why, int strikes, Duration latency) {

  /** Nothing is known. */
  public static final HostCondition UNKNOWN =
      new HostCondition(Duration.ZERO, Duration.ZERO, null, 0, Duration.ZERO);
}
