package io.crawlkeeper.systemtests;

import static io.crawlkeeper.systemtests.harness.Patience.PATIENCE;
import static org.assertj.core.api.Assertions.assertThat;

import io.crawlkeeper.systemtests.harness.Api;
import io.crawlkeeper.systemtests.harness.Cluster;
import io.crawlkeeper.systemtests.harness.Service;
import io.crawlkeeper.systemtests.harness.Site;
import io.crawlkeeper.systemtests.harness.TaskText;
import java.io.IOException;
import java.time.Duration;
import java.util.List;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.Test;

/** What Prometheus reads of a master and a worker that fires schedules, stands still and dies. */
class MetricsIT {

  private static final Duration PAUSE = Duration.ofMillis(2_500);

  @Test
  void metricsTellWhatBecomesOfTicksAndRuns() throws Exception {
    try (var site = Site.open(0, Duration.ZERO);
        var cluster = Cluster.named("metrics")) {
      var master = cluster.master("master-1");
      var worker = cluster.worker("worker-1");
      cluster.awaitWhole();
      assertThat(value(worker, "crawlkeeper_runs_total{kind=\"http\",state=\"failed\"}")).isZero();
      create(master, "good", site.start(), 200);
      create(master, "bad", site.start(), 418);

      awaitAtLeast(worker, "crawlkeeper_runs_total{kind=\"http\",state=\"succeeded\"}", 3);
      awaitAtLeast(worker, "crawlkeeper_runs_total{kind=\"http\",state=\"failed\"}", 3);
      assertFired(worker);
      await(worker, "crawlkeeper_runs_not_stopping", 0);
      await(master, "crawlkeeper_leader", 1);
      await(master, "crawlkeeper_workers", 1);
      await(master, "crawlkeeper_assignments", 2);
      await(master, "crawlkeeper_schedules_stalled", 0);

      standStill(worker);
      awaitAtLeast(worker, "crawlkeeper_ticks_total{outcome=\"skipped\",reason=\"misfire\"}", 1);
      assertThat(value(worker, "crawlkeeper_tick_overdue_seconds"))
          .isBetween(1.0, 1.0 * PATIENCE.toSeconds());

      worker.process().kill();
      awaitAtLeast(master, "crawlkeeper_schedules_stalled", 2);
      await(master, "crawlkeeper_workers", 0);
    }
  }

  private static void assertFired(Service worker) throws IOException {
    var metrics = metrics(worker); // All of one moment.
    var fired = value(metrics, "crawlkeeper_ticks_total{outcome=\"fired\",reason=\"\"}");
    var late = value(metrics, "crawlkeeper_ticks_total{outcome=\"late\",reason=\"\"}");
    assertThat(fired).isPositive();
    var lateness = "crawlkeeper_tick_lateness_seconds";
    assertThat(value(metrics, lateness + "_count")).isGreaterThanOrEqualTo(fired + late);
    var median = value(metrics, lateness + "{quantile=\"0.5\"}");
    var most = value(metrics, lateness + "_max");
    assertThat(median).isBetween(0.0, most * 1.1);
    assertThat(value(metrics, lateness + "{quantile=\"0.99\"}")).isBetween(median, most * 1.1);
    var took = "crawlkeeper_run_duration_seconds_%s{kind=\"http\",state=\"succeeded\"}";
    assertThat(value(metrics, took.formatted("count"))).isGreaterThanOrEqualTo(3);
    assertThat(value(metrics, took.formatted("sum"))).isPositive();
  }

  /** For less than a session. */
  private static void standStill(Service worker) {
    var until = System.nanoTime() + PAUSE.toNanos();
    worker.process().pause();
    Awaitility.await().atMost(PATIENCE).until(() -> System.nanoTime() - until > 0);
    worker.process().resume();
  }

  private static void create(Service master, String name, String url, int expected) {
    var json =
        """
        {"name": "%s",
         "spec": {"http": {"url": "%s", "expect": {"status": [%d]}},
                  "schedule": {"every": "PT1S"}}}
        """
            .formatted(name, url, expected);
    var _ = Api.create(List.of(master.address()), new TaskText(name, json));
  }

  private static void awaitAtLeast(Service node, String series, double least) {
    Awaitility.await(series)
        .atMost(PATIENCE)
        .pollInterval(Duration.ofMillis(250))
        .until(() -> value(node, series) >= least);
  }

  private static void await(Service node, String series, double value) {
    Awaitility.await(series)
        .atMost(PATIENCE)
        .untilAsserted(() -> assertThat(value(node, series)).isEqualTo(value));
  }

  private static double value(Service node, String series) throws IOException {
    return value(metrics(node), series);
  }

  private static String metrics(Service node) throws IOException {
    return Api.get(node.address(), "/actuator/prometheus").body();
  }

  private static double value(String metrics, String series) {
    var lines = metrics.lines().filter(line -> line.startsWith(series + " ")).toList();
    assertThat(lines).as(series).hasSize(1);
    return Double.parseDouble(lines.getFirst().substring(series.length()));
  }
}
