package io.crawlkeeper.zookeeper;

import io.crawlkeeper.clock.ClockCheck;
import io.crawlkeeper.model.Words;
import org.springframework.boot.health.contributor.Health;
import org.springframework.boot.health.contributor.HealthIndicator;

/** Only tells: a node whose machine's clock is wrong goes on with all else. */
public final class ClockHealth implements HealthIndicator {

  private final ClockCheck check;

  public ClockHealth(ClockCheck check) {
    this.check = check;
  }

  @Override
  public Health health() {
    var health = Health.up().withDetail("clock", Words.of(check.agreement()));
    var ahead = check.ahead();
    return (ahead == null ? health : health.withDetail("aheadSeconds", ahead.toMillis() / 1000.0))
        .build();
  }
}
