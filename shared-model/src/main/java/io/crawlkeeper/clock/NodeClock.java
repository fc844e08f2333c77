package io.crawlkeeper.clock;

import org.jspecify.annotations.Nullable;

/**
 * What a node says of its machine's clock.
 *
 * @param aheadMillis of ZooKeeper's; null if that is not known
 */
public record NodeClock(Agreement agreement, @Nullable Long aheadMillis) {

  public static NodeClock of(ClockCheck check) {
    var ahead = check.ahead();
    return new NodeClock(check.agreement(), ahead == null ? null : ahead.toMillis());
  }
}
