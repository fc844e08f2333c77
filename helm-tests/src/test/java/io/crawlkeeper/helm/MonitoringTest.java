package io.crawlkeeper.helm;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;

/** Alerts and the dashboard ask for metrics that there are, and alerts lead to what to do. */
class MonitoringTest {

  private static final Pattern METRIC = Pattern.compile("\\b([a-z]+(?:_[a-z0-9]+)+)\\s*\\{");
  private static final Pattern LABEL = Pattern.compile("[{,]\\s*([a-z_]+)\\s*(?:=~?|!=|!~)");

  /** Those that Spring Boot and Micrometer have of themselves. */
  private static final Set<String> MICROMETER =
      Set.of(
          "jvm_memory_used_bytes",
          "jvm_memory_max_bytes",
          "process_cpu_usage",
          "http_server_requests_seconds_count");

  /** Of the metrics, and of Prometheus where it reads a Service. */
  private static final Set<String> LABELS =
      Set.of(
          "state",
          "kind",
          "outcome",
          "reason",
          "quantile",
          "area",
          "status",
          "namespace",
          "job",
          "pod");

  private static final Set<String> KNOWN = SourceMetrics.names();

  @Test
  void metricsAreFoundInTheSources() {
    assertThat(KNOWN)
        .contains(
            "crawlkeeper_leader",
            "crawlkeeper_fetch_seconds_count",
            "crawlkeeper_ticks_total",
            "crawlkeeper_tick_overdue_seconds",
            "crawlkeeper_runs_total",
            "crawlkeeper_run_duration_seconds_sum",
            "crawlkeeper_crawl_received_bytes_total",
            "crawlkeeper_clock_ahead_seconds")
        .hasSizeGreaterThan(15);
  }

  @Test
  void everyMetricIsInTheReference() {
    var reference = Chart.read(document("reference/health-and-metrics.md"));

    assertThat(KNOWN)
        .filteredOn(name -> !name.matches(".*_(count|sum|max)"))
        .allSatisfy(name -> assertThat(reference).contains("`" + name));
  }

  @Test
  void alertsAskForMetricsThatThereAre() {
    assertThat(alerts()).hasSizeGreaterThanOrEqualTo(10);
    assertThat(alerts()).allSatisfy(alert -> check(alert.path("expr").asText()));
  }

  @Test
  void theAutoscalerAsksForAMetricThatThereIs() {
    var scaler =
        Manifest.ofKind(Chart.of(Scenario.AUTOSCALING), "HorizontalPodAutoscaler")
            .findFirst()
            .orElseThrow();

    assertThat(KNOWN).contains(scaler.at("/spec/metrics/0/pods/metric/name").asText());
  }

  @Test
  void theDashboardAsksForMetricsThatThereAre() {
    var dashboard =
        Yaml.document(
            Manifest.one(Chart.of(Scenario.PRODUCTION), "ConfigMap", "crawlkeeper-dashboard")
                .at("/data/crawling-crawlkeeper.json")
                .asText());
    var panels =
        dashboard.path("panels").valueStream().filter(panel -> panel.has("targets")).toList();

    assertThat(panels).hasSizeGreaterThan(12);
    assertThat(panels)
        .flatMap(panel -> panel.path("targets").valueStream().toList())
        .allSatisfy(target -> check(target.path("expr").asText()));
    assertThat(dashboard.path("panels").valueStream().map(panel -> panel.path("id").asInt()))
        .doesNotHaveDuplicates();
  }

  /** Grafana keeps one dashboard of an id, and one file of a name. */
  @Test
  void theDashboardOfEachReleaseIsAnother() {
    var one = Manifest.one(Chart.of(Scenario.PRODUCTION), "ConfigMap", "crawlkeeper-dashboard");
    var other = Manifest.one(Chart.of(Scenario.EVERYTHING), "ConfigMap", "crawler-dashboard");

    assertThat(id(one)).hasSize(32).isNotEqualTo(id(other));
    assertThat(one.at("/data").fieldNames().next())
        .isNotEqualTo(other.at("/data").fieldNames().next());
  }

  private static String id(Manifest dashboard) {
    return Yaml.document(dashboard.at("/data").elements().next().asText()).path("uid").asText();
  }

  @Test
  void alertsLeadToASectionOfTheirOwnAndEachSectionHasAnAlert() {
    var sections =
        Chart.read(document("how-to/answer-alerts.md"))
            .lines()
            .filter(line -> line.startsWith("## Crawlkeeper"))
            .map(line -> line.substring(3).strip())
            .collect(Collectors.toSet());

    assertThat(alerts())
        .allSatisfy(
            alert -> {
              var name = alert.path("alert").asText();
              assertThat(sections).contains(name);
              assertThat(alert.at("/annotations/runbook_url").asText())
                  .endsWith("/docs/how-to/answer-alerts.md#" + name.toLowerCase(Locale.ROOT));
              assertThat(alert.at("/annotations/summary").asText()).endsWith(".");
              assertThat(alert.at("/labels/severity").asText()).isIn("warning", "critical");
              assertThat(alert.path("for").asText()).matches("[0-9]+m");
            });
    assertThat(sections)
        .containsExactlyInAnyOrderElementsOf(
            alerts().stream().map(alert -> alert.path("alert").asText()).toList());
  }

  @Test
  void anAlertCanBeLeftOut() {
    var rules =
        Manifest.one(Chart.of(Scenario.EVERYTHING), "PrometheusRule", "crawler")
            .at("/spec/groups/0/rules");

    assertThat(rules.valueStream().map(rule -> rule.path("alert").asText()))
        .hasSize(alerts().size() - 1)
        .doesNotContain("CrawlkeeperHeapFull");
  }

  @Test
  void serviceMonitorsFindOneServiceEach() {
    var manifests = Chart.of(Scenario.PRODUCTION);

    assertThat(Manifest.ofKind(manifests, "ServiceMonitor"))
        .hasSize(3)
        .allSatisfy(
            monitor -> {
              var wanted = Manifest.texts(monitor.at("/spec/selector/matchLabels"));
              var found =
                  Manifest.ofKind(manifests, "Service")
                      .filter(
                          one ->
                              Manifest.texts(one.at("/metadata/labels"))
                                  .entrySet()
                                  .containsAll(wanted.entrySet()))
                      .toList();
              assertThat(found).hasSize(1);
              assertThat(found.getFirst().name()).isEqualTo(monitor.name());
              assertThat(
                      found
                          .getFirst()
                          .at("/spec/ports")
                          .valueStream()
                          .map(port -> port.path("name").asText()))
                  .contains(monitor.at("/spec/endpoints/0/port").asText());
            });
  }

  /** The job that alerts ask for is the name of the Service. */
  @Test
  void alertsAskForTheServicesOfTheRelease() {
    var names =
        Manifest.ofKind(Chart.of(Scenario.PRODUCTION), "Service").map(Manifest::name).toList();

    assertThat(alerts())
        .allSatisfy(
            alert ->
                assertThat(
                        Pattern.compile("job=\"([^\"]+)\"")
                            .matcher(alert.path("expr").asText())
                            .results()
                            .map(match -> match.group(1)))
                    .isSubsetOf(names));
  }

  private static void check(String expression) {
    var metrics = METRIC.matcher(expression).results().map(match -> match.group(1)).toList();
    assertThat(metrics)
        .as("%s", expression)
        .allMatch(name -> KNOWN.contains(name) || MICROMETER.contains(name));
    assertThat(metrics.isEmpty() && !expression.contains("up{")).isFalse();
    assertThat(LABEL.matcher(expression).results().map(match -> match.group(1)))
        .as("%s", expression)
        .contains("namespace")
        .isSubsetOf(LABELS);
    for (var pair : List.of("()", "{}", "[]")) {
      assertThat(count(expression, pair.charAt(0))).isEqualTo(count(expression, pair.charAt(1)));
    }
    assertThat(count(expression, '"') % 2).isZero();
  }

  private static long count(String text, char one) {
    return text.chars().filter(each -> each == one).count();
  }

  private static List<JsonNode> alerts() {
    return Manifest.one(Chart.of(Scenario.PRODUCTION), "PrometheusRule", "crawlkeeper")
        .at("/spec/groups/0/rules")
        .valueStream()
        .toList();
  }

  private static Path document(String name) {
    return Chart.REPOSITORY.resolve("docs").resolve(name);
  }
}
