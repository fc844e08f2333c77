package io.crawlkeeper.helm;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.crawlkeeper.helm.Manifest.Pod;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** Pods are reached by those who need them, and crawls reach no cluster. */
class NetworkPolicyTest {

  private static final String PUBLIC = "0.0.0.0/0";

  @ParameterizedTest
  @EnumSource(value = Scenario.class, names = "NO_NETWORK_POLICY", mode = EnumSource.Mode.EXCLUDE)
  void everyPodIsUnderAPolicyOfBothDirections(Scenario scenario) {
    var policies = policies(Chart.of(scenario));

    assertThat(Manifest.pods(Chart.of(scenario)))
        .allSatisfy(
            pod -> {
              var own =
                  policies.stream()
                      .filter(one -> pod.matches(one.at("/spec/podSelector/matchLabels")))
                      .toList();
              assertThat(own).as("policies of %s", pod).hasSize(1);
              assertThat(own.getFirst().at("/spec/policyTypes").toString())
                  .isEqualTo("[\"Ingress\",\"Egress\"]");
            });
    assertThat(policies).hasSameSizeAs(Manifest.pods(Chart.of(scenario)));
  }

  @Test
  void thereIsNoneWhereNoneIsAskedFor() {
    assertThat(policies(Chart.of(Scenario.NO_NETWORK_POLICY))).isEmpty();
  }

  @ParameterizedTest
  @EnumSource(Scenario.class)
  void peersOfThisReleaseArePodsThatListenThere(Scenario scenario) {
    var manifests = Chart.of(scenario);
    var pods = Manifest.pods(manifests);

    for (var policy : policies(manifests)) {
      for (var rule : policy.at("/spec/egress")) {
        for (var peer : rule.path("to")) {
          var labels = peer.at("/podSelector/matchLabels");
          if (labels.has("app.kubernetes.io/component")) {
            var targets = pods.stream().filter(pod -> pod.matches(labels)).toList();
            assertThat(targets).as("%s to %s", policy, labels).hasSize(1);
            assertThat(listening(targets.getFirst())).containsAll(ports(rule));
          }
        }
      }
    }
  }

  /** Who may call out may also come in. */
  @ParameterizedTest
  @EnumSource(Scenario.class)
  void whatOneEndAllowsTheOtherDoesToo(Scenario scenario) {
    var manifests = Chart.of(scenario);
    var pods = Manifest.pods(manifests);

    for (var policy : policies(manifests)) {
      var from = only(pods, policy.at("/spec/podSelector/matchLabels"));
      for (var rule : policy.at("/spec/egress")) {
        for (var peer : rule.path("to")) {
          var labels = peer.at("/podSelector/matchLabels");
          if (labels.has("app.kubernetes.io/component")) {
            var target = only(pods, labels);
            assertThat(letsIn(policyOf(manifests, target), from, ports(rule)))
                .as("%s lets %s in", target, from)
                .isTrue();
          }
        }
      }
    }
  }

  @ParameterizedTest
  @EnumSource(value = Scenario.class, names = "NO_NETWORK_POLICY", mode = EnumSource.Mode.EXCLUDE)
  void crawlsReachPublicAddressesAndNoRangesOfClusters(Scenario scenario) {
    var worker = policy(scenario, "worker");
    var blocks =
        worker
            .at("/spec/egress")
            .valueStream()
            .flatMap(rule -> rule.path("to").valueStream())
            .filter(peer -> peer.has("ipBlock"))
            .map(peer -> peer.path("ipBlock"))
            .toList();

    assertThat(blocks)
        .filteredOn(block -> block.path("cidr").asText().equals(PUBLIC))
        .isNotEmpty()
        .allSatisfy(
            block ->
                assertThat(texts(block.path("except")))
                    .contains(
                        "10.0.0.0/8",
                        "172.16.0.0/12",
                        "192.168.0.0/16",
                        "100.64.0.0/10",
                        "169.254.0.0/16",
                        "127.0.0.0/8"));
    assertThat(blocks)
        .filteredOn(block -> block.path("cidr").asText().equals("::/0"))
        .isNotEmpty()
        .allSatisfy(
            block -> assertThat(texts(block.path("except"))).contains("fc00::/7", "fe80::/10"));
  }

  /** A rule without peers lets everything through at its ports. */
  @ParameterizedTest
  @EnumSource(Scenario.class)
  void noRuleOpensThePortsOfTheWebToTheCluster(Scenario scenario) {
    assertThat(policies(Chart.of(scenario)))
        .flatMap(policy -> policy.at("/spec/egress").valueStream().toList())
        .filteredOn(rule -> !rule.has("to"))
        .allSatisfy(
            rule -> assertThat(ports(rule)).isNotEmpty().doesNotContain("80", "443", "8080"));
  }

  @Test
  void mastersCrawlNothing() {
    assertThat(
            Chart.render(Scenario.PRODUCTION, "{storage: {mode: volume}}").stream()
                .filter(one -> one.kind().equals("NetworkPolicy") && one.name().endsWith("master")))
        .allSatisfy(one -> assertThat(one.json().toString()).doesNotContain("ipBlock"))
        .hasSize(1);
  }

  @Test
  void addressesThatTheOperatorAllowsAreLetThrough() {
    var allowed = policy(Scenario.EVERYTHING, "worker").json().toString();

    assertThat(allowed).contains("10.1.0.0/16", "10.2.3.4/32", "fd00:1::/64");
  }

  @Test
  void aStorageInTheClusterIsReachedAtItsPort() {
    assertThat(policy(Scenario.EVERYTHING, "master").at("/spec/egress"))
        .anySatisfy(
            rule -> {
              assertThat(rule.path("to").toString()).contains("\"storage\"");
              assertThat(ports(rule)).containsExactly("9000");
            });
  }

  @Test
  void anExternalEnsembleIsReachedAtItsPortsAlone() {
    assertThat(policy(Scenario.EXTERNAL_ZOOKEEPER, "worker").at("/spec/egress"))
        .anySatisfy(
            rule -> {
              assertThat(rule.path("to").toString()).contains("10.20.0.0/24");
              assertThat(ports(rule)).containsExactly("2281");
            });
  }

  private static boolean letsIn(Manifest policy, Pod from, Set<String> ports) {
    return policy
        .at("/spec/ingress")
        .valueStream()
        .anyMatch(
            rule ->
                ports(rule).containsAll(ports)
                    && rule.path("from")
                        .valueStream()
                        .anyMatch(
                            peer ->
                                peer.has("podSelector")
                                    && from.matches(peer.at("/podSelector/matchLabels"))));
  }

  private static Manifest policyOf(List<Manifest> manifests, Pod pod) {
    return policies(manifests).stream()
        .filter(one -> pod.matches(one.at("/spec/podSelector/matchLabels")))
        .findFirst()
        .orElseThrow();
  }

  private static Manifest policy(Scenario scenario, String component) {
    return policies(Chart.of(scenario)).stream()
        .filter(one -> one.name().endsWith("-" + component))
        .findFirst()
        .orElseThrow();
  }

  private static List<Manifest> policies(List<Manifest> manifests) {
    return Manifest.ofKind(manifests, "NetworkPolicy").toList();
  }

  private static Pod only(List<Pod> pods, JsonNode labels) {
    return pods.stream().filter(pod -> pod.matches(labels)).findFirst().orElseThrow();
  }

  private static Set<String> listening(Pod pod) {
    return pod.containers().stream()
        .flatMap(container -> container.path("ports").valueStream())
        .map(port -> port.path("containerPort").asText())
        .collect(Collectors.toSet());
  }

  private static Set<String> ports(JsonNode rule) {
    return rule.path("ports")
        .valueStream()
        .map(port -> port.path("port").asText())
        .collect(Collectors.toSet());
  }

  private static List<String> texts(JsonNode list) {
    return list.valueStream().map(JsonNode::asText).toList();
  }
}
