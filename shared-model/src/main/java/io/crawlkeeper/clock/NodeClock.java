package io.crawlkeeper.clock;

import java.util.Locale;
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

  /** Where the clock stands, for people: {@code 3.2 s ahead of ZooKeeper's}. */
  public String position() {
    return aheadMillis == null
        ? "away from ZooKeeper's"
        : String.format(
            Locale.ROOT,
            "%.1f s %s ZooKeeper's",
            Math.abs(aheadMillis) / 1000.0,
            aheadMillis < 0 ? "behind" : "ahead of");
  }
}
