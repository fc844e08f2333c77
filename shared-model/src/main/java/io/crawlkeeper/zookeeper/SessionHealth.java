package io.crawlkeeper.zookeeper;

import io.crawlkeeper.model.Words;
import org.springframework.boot.health.contributor.Health;
import org.springframework.boot.health.contributor.HealthIndicator;

/** Part of readiness, not of liveness: a restart would not bring ZooKeeper back. */
public final class SessionHealth implements HealthIndicator {

  private final SessionWatch session;

  public SessionHealth(SessionWatch session) {
    this.session = session;
  }

  @Override
  public Health health() {
    var phase = session.phase();
    return (phase.mayStart() ? Health.up() : Health.down())
        .withDetail("session", Words.of(phase))
        .build();
  }
}
