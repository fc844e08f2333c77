package io.crawlkeeper.zookeeper;

import io.crawlkeeper.clock.ClockCheck;
import io.crawlkeeper.clock.TrustedClock;
import java.time.Clock;
import java.time.ZoneOffset;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

/** The time that a node goes by. Wants a {@link ZooKeeperClock}. */
@Configuration(proxyBeanMethods = false)
public class ClockConfiguration {

  @Bean
  ClockCheck clockCheck() {
    return new ClockCheck(Clock.tickMillis(ZoneOffset.UTC), System::nanoTime);
  }

  /** ZooKeeper has been asked before anybody asks this one. */
  @Bean
  TrustedClock clock(ClockCheck check, ZooKeeperClock asked) {
    return new TrustedClock(check);
  }

  @Bean
  ClockHealth clockHealthIndicator(ClockCheck check) {
    return new ClockHealth(check);
  }

  @Bean
  ClockMetrics clockMetrics(ClockCheck check) {
    return new ClockMetrics(check);
  }
}
