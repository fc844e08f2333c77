package io.crawlkeeper.master;

import static org.assertj.core.api.Assertions.assertThat;

import io.crawlkeeper.master.cluster.ClusterImage;
import io.crawlkeeper.master.schedule.Watchdog;
import io.crawlkeeper.model.ScheduleBuilder;
import io.micrometer.prometheusmetrics.PrometheusConfig;
import io.micrometer.prometheusmetrics.PrometheusMeterRegistry;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** What Prometheus reads of a master. */
class MasterMetricsTest {

  private final PrometheusMeterRegistry registry =
      new PrometheusMeterRegistry(PrometheusConfig.DEFAULT);
  private final ClusterImage image =
      new Images()
          .worker("w.1")
          .task("once", 1, Map.of(), "")
          .scheduled("hourly", ScheduleBuilder.every(Duration.ofHours(1)).build(), "w.1")
          .scheduled("minutely", ScheduleBuilder.every(Duration.ofMinutes(1)).build(), "w.1")
          .image();
  private Instant now = Images.START;
  private boolean leads = true;

  MasterMetricsTest() {
    var watchdog = new Watchdog();
    new MasterMetrics(
            new StandingView(image),
            new StandingLeader(() -> leads),
            () -> watchdog.look(image, now).stalled(),
            System::nanoTime)
        .bindTo(registry);
  }

  @Test
  void countsWhatThereIs() {
    assertThat(value("crawlkeeper_workers")).isEqualTo(1);
    assertThat(value("crawlkeeper_assignments")).isEqualTo(2);
    assertThat(value("crawlkeeper_epoch")).isEqualTo(1);
    assertThat(value("crawlkeeper_tasks{state=\"pending\"}")).isEqualTo(1);
    assertThat(value("crawlkeeper_tasks{state=\"timed-out\"}")).isZero();
  }

  @Test
  void saysWhoLeads() {
    assertThat(value("crawlkeeper_leader")).isEqualTo(1);
    leads = false;
    assertThat(value("crawlkeeper_leader")).isZero();
  }

  @Test
  void countsSchedulesThatStandStill() {
    assertThat(value("crawlkeeper_schedules_stalled")).isZero();

    now = now.plus(Duration.ofMinutes(2));
    assertThat(value("crawlkeeper_schedules_stalled")).isEqualTo(1);

    now = now.plus(Duration.ofHours(2));
    assertThat(value("crawlkeeper_schedules_stalled")).isEqualTo(2);
  }

  private double value(String series) {
    var lines = registry.scrape().lines().filter(line -> line.startsWith(series + " ")).toList();
    assertThat(lines).as(series).hasSize(1);
    return Double.parseDouble(lines.getFirst().substring(series.length()));
  }
}
