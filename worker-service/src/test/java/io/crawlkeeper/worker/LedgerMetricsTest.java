package io.crawlkeeper.worker;

import static org.assertj.core.api.Assertions.assertThat;

import io.crawlkeeper.model.RunSpec;
import io.crawlkeeper.model.RunState.Ended;
import io.crawlkeeper.model.ScheduleBuilder;
import io.crawlkeeper.model.ScheduleSpec;
import io.crawlkeeper.model.ScheduleSpec.Overlap;
import io.micrometer.prometheusmetrics.PrometheusConfig;
import io.micrometer.prometheusmetrics.PrometheusMeterRegistry;
import java.time.Duration;
import java.util.List;
import java.util.Set;
import org.assertj.core.data.Offset;
import org.junit.jupiter.api.Test;

/** What Prometheus reads of a worker that fires schedules. */
class LedgerMetricsTest {

  private static final Duration SECOND = Duration.ofSeconds(1);
  private static final Duration HOUR = Duration.ofHours(1);

  private final PrometheusMeterRegistry registry =
      new PrometheusMeterRegistry(PrometheusConfig.DEFAULT);
  private final FakeOwner owner;

  LedgerMetricsTest() {
    var owners = new FakeOwner[1];
    var metrics = new LedgerMetrics(registry, () -> owners[0].now(), Set.of("crawl", "http"));
    owner = new FakeOwner(metrics);
    owners[0] = owner;
    metrics.watch(owner.loop());
  }

  @Test
  void allOutcomesAreThereFromTheStart() {
    assertThat(lines("crawlkeeper_ticks_total"))
        .containsExactlyInAnyOrder(
            "{outcome=\"backfilled\",reason=\"\"} 0.0",
            "{outcome=\"caught-up\",reason=\"\"} 0.0",
            "{outcome=\"fired\",reason=\"\"} 0.0",
            "{outcome=\"late\",reason=\"\"} 0.0",
            "{outcome=\"skipped\",reason=\"catch-up-max\"} 0.0",
            "{outcome=\"skipped\",reason=\"catch-up-window\"} 0.0",
            "{outcome=\"skipped\",reason=\"changed\"} 0.0",
            "{outcome=\"skipped\",reason=\"misfire\"} 0.0",
            "{outcome=\"skipped\",reason=\"overlap\"} 0.0",
            "{outcome=\"skipped\",reason=\"paused\"} 0.0");
    assertThat(lines("crawlkeeper_runs_total"))
        .hasSize(8)
        .contains("{kind=\"http\",state=\"timed-out\"} 0.0");
    assertThat(value("crawlkeeper_tick_overdue_seconds")).isZero();
  }

  @Test
  void countsTicksByOutcomeAndReason() throws Exception {
    owner.assign(Tasks.task("t", 7, allowing(SECOND), null));
    assertThat(ticks("fired", "")).isEqualTo(1);

    owner.pass(Duration.ofMillis(9_500)); // Eight are missed, and the ninth is half a second late.
    assertThat(ticks("fired", "")).isEqualTo(2);
    assertThat(ticks("skipped", "misfire")).isEqualTo(8);

    owner.pass(Duration.ofMillis(500));
    owner.pass(SECOND);
    owner.pass(SECOND); // Four runs go on, as many as are allowed.
    assertThat(ticks("skipped", "overlap")).isPositive();
  }

  @Test
  void latenessIsThatOfAllRunsAndGoesUpToTheCommit() throws Exception {
    owner.assign(Tasks.task("t", 7, ScheduleBuilder.every(HOUR).build(), null));
    owner.end("7-1", Ended.SUCCEEDED);
    owner.zooKeeperIsAway();
    owner.pass(HOUR);
    owner.pass(Duration.ofSeconds(30));
    assertThat(value("crawlkeeper_tick_lateness_seconds_count")).isEqualTo(1);

    owner.zooKeeperIsBack();
    assertThat(ticks("fired", "")).isEqualTo(2);
    assertThat(value("crawlkeeper_tick_lateness_seconds_count")).isEqualTo(2);
    assertThat(value("crawlkeeper_tick_lateness_seconds_sum")).isEqualTo(30);
    assertThat(value("crawlkeeper_tick_lateness_seconds_max")).isEqualTo(30);
    assertThat(value("crawlkeeper_tick_lateness_seconds{quantile=\"0.99\"}"))
        .isCloseTo(30, Offset.offset(1.5));
    assertThat(value("crawlkeeper_tick_lateness_seconds{quantile=\"0.5\"}")).isZero();
  }

  @Test
  void whatIsCaughtUpIsLate() throws Exception {
    owner.assign(Tasks.task("t", 7, ScheduleBuilder.every(HOUR).build(), null));
    owner.end("7-1", Ended.SUCCEEDED);

    owner.pass(HOUR.plusMinutes(2));

    assertThat(ticks("caught-up", "")).isEqualTo(1);
    assertThat(value("crawlkeeper_tick_lateness_seconds_max")).isEqualTo(120);
  }

  @Test
  void aTickThatNobodyAccountsForIsOverdueEverLonger() throws Exception {
    owner.assign(Tasks.task("t", 7, ScheduleBuilder.every(HOUR).build(), null));
    owner.end("7-1", Ended.SUCCEEDED);
    owner.zooKeeperIsAway();
    owner.pass(HOUR);
    owner.pass(Duration.ofSeconds(30));
    assertThat(value("crawlkeeper_tick_overdue_seconds")).isEqualTo(30);

    owner.pass(Duration.ofSeconds(30));
    assertThat(value("crawlkeeper_tick_overdue_seconds")).isEqualTo(60);
  }

  @Test
  void aTickIsOverdueAlsoWhereTheClockIsOff() throws Exception {
    owner.assign(Tasks.task("t", 7, ScheduleBuilder.every(HOUR).build(), null));
    owner.mayFire(false);

    owner.pass(HOUR.plusSeconds(5));

    assertThat(value("crawlkeeper_tick_overdue_seconds")).isEqualTo(5);
  }

  @Test
  void anOwnerThatWasFrozenShowsItAfterwards() throws Exception {
    owner.assign(Tasks.task("t", 7, ScheduleBuilder.every(SECOND).build(), null));

    owner.pass(Duration.ofMillis(9_500));

    assertThat(value("crawlkeeper_tick_overdue_seconds")).isEqualTo(8.5);
  }

  @Test
  void nothingIsOverdueWhileTheScheduleIsPaused() throws Exception {
    owner.assign(Tasks.task("t", 7, ScheduleBuilder.every(HOUR).build(), null));
    owner.assign(Tasks.task("t", 7, paused(HOUR), null));

    owner.pass(HOUR.plusMinutes(2));

    assertThat(value("crawlkeeper_tick_overdue_seconds")).isZero();
  }

  @Test
  void countsRunsByKindAndHowTheyEnded() throws Exception {
    owner.assign(Tasks.task("a", 1, ScheduleBuilder.every(HOUR).build(), null));
    owner.assign(Tasks.once("b", 2));
    owner.assign(Tasks.task("c", 3, null, new RunSpec(Duration.ofMinutes(10), null, null, null)));
    owner.pass(Duration.ofSeconds(20));
    owner.end("1-1", Ended.SUCCEEDED);
    owner.pass(Duration.ofSeconds(20));
    owner.end("2-1", Ended.FAILED);
    owner.pass(HOUR);
    owner.end("1-2", Ended.SUCCEEDED);

    assertThat(value("crawlkeeper_runs_total{kind=\"crawl\",state=\"succeeded\"}")).isEqualTo(2);
    assertThat(value("crawlkeeper_runs_total{kind=\"crawl\",state=\"failed\"}")).isEqualTo(1);
    assertThat(value("crawlkeeper_runs_total{kind=\"crawl\",state=\"timed-out\"}")).isEqualTo(1);
    assertThat(value("crawlkeeper_runs_total{kind=\"crawl\",state=\"cancelled\"}")).isZero();
    var took = "crawlkeeper_run_duration_seconds_%s{kind=\"crawl\",state=\"%s\"}";
    assertThat(value(took.formatted("sum", "succeeded"))).isEqualTo(20);
    assertThat(value(took.formatted("count", "succeeded"))).isEqualTo(2);
    assertThat(value(took.formatted("sum", "failed"))).isEqualTo(40);
  }

  private static ScheduleSpec allowing(Duration period) {
    return ScheduleBuilder.every(period).overlap(Overlap.ALLOW).overlapLimit(4).build();
  }

  private static ScheduleSpec paused(Duration period) {
    return ScheduleBuilder.every(period).paused(true).build();
  }

  private double ticks(String outcome, String reason) {
    return value(
        "crawlkeeper_ticks_total{outcome=\"%s\",reason=\"%s\"}".formatted(outcome, reason));
  }

  private double value(String series) {
    var lines = lines(series);
    assertThat(lines).as(series).hasSize(1);
    return Double.parseDouble(lines.getFirst().strip());
  }

  /** What follows the name, of each line that begins so. */
  private List<String> lines(String name) {
    return registry
        .scrape()
        .lines()
        .filter(line -> line.startsWith(name + " ") || line.startsWith(name + "{"))
        .map(line -> line.substring(name.length()))
        .toList();
  }
}
