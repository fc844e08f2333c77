package io.crawlkeeper.systemtests.harness;

import java.time.Duration;
import java.util.Collection;
import java.util.List;

/**
 * How durations are spread.
 *
 * @param count of how many
 * @param p50 half of them are no longer
 * @param p99 99 of 100 are no longer
 */
public record Spread(int count, Duration p50, Duration p99, Duration max) {

  /** That of none is zero throughout. */
  public static Spread of(Collection<Duration> durations) {
    var sorted = durations.stream().sorted().toList();
    return new Spread(sorted.size(), at(sorted, 0.5), at(sorted, 0.99), at(sorted, 1));
  }

  /** The smallest that so large a share of all does not exceed. */
  private static Duration at(List<Duration> sorted, double share) {
    return sorted.isEmpty()
        ? Duration.ZERO
        : sorted.get(Math.max(0, (int) Math.ceil(share * sorted.size()) - 1));
  }

  @Override
  public String toString() {
    return "p50 %d ms, p99 %d ms, max %d ms of %d"
        .formatted(p50.toMillis(), p99.toMillis(), max.toMillis(), count);
  }
}
