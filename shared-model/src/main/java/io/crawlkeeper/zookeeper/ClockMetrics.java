package io.crawlkeeper.zookeeper;

import io.crawlkeeper.clock.ClockCheck;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.binder.MeterBinder;

/** What operators watch of a machine's clock. */
public final class ClockMetrics implements MeterBinder {

  private final ClockCheck check;

  public ClockMetrics(ClockCheck check) {
    this.check = check;
  }

  @Override
  public void bindTo(MeterRegistry registry) {
    Gauge.builder("crawlkeeper.clock.ahead", check, ClockMetrics::seconds)
        .description("How far this machine's clock is ahead of ZooKeeper's; NaN if not known")
        .baseUnit("seconds")
        .register(registry);
    Gauge.builder("crawlkeeper.clock.agrees", check, one -> one.agrees() ? 1 : 0)
        .description("1 while this machine's clock agrees with ZooKeeper's; 0 also if not known")
        .register(registry);
  }

  private static double seconds(ClockCheck check) {
    var ahead = check.ahead();
    return ahead == null ? Double.NaN : ahead.toMillis() / 1000.0;
  }
}
