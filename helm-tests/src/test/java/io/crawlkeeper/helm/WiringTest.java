package io.crawlkeeper.helm;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.crawlkeeper.helm.Manifest.Pod;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** What one object says of another is true. */
class WiringTest {

  @ParameterizedTest
  @EnumSource(Scenario.class)
  void servicesSelectPodsThatListenThere(Scenario scenario) {
    var manifests = Chart.of(scenario);

    assertThat(Manifest.ofKind(manifests, "Service"))
        .isNotEmpty()
        .allSatisfy(
            service -> {
              var pod = onlyPod(manifests, service.at("/spec/selector"));
              assertThat(ports(pod))
                  .containsAll(
                      Manifest.elements(service.at("/spec/ports"))
                          .map(port -> port.path("targetPort").asText())
                          .toList());
            });
  }

  @ParameterizedTest
  @EnumSource(Scenario.class)
  void statefulSetsSelectTheirOwnPodsAndHaveAServiceOfTheirs(Scenario scenario) {
    var manifests = Chart.of(scenario);

    assertThat(Manifest.ofKind(manifests, "StatefulSet"))
        .allSatisfy(
            set -> {
              assertThat(onlyPod(manifests, set.at("/spec/selector/matchLabels")).owner())
                  .isEqualTo(set.name());
              var service =
                  Manifest.one(manifests, "Service", set.at("/spec/serviceName").asText());
              assertThat(onlyPod(manifests, service.at("/spec/selector")).owner())
                  .isEqualTo(set.name());
            });
  }

  @ParameterizedTest
  @EnumSource(Scenario.class)
  void disruptionBudgetsSelectPodsAndLetThemGo(Scenario scenario) {
    var manifests = Chart.of(scenario);

    assertThat(Manifest.ofKind(manifests, "PodDisruptionBudget"))
        .hasSizeGreaterThanOrEqualTo(2)
        .allSatisfy(
            budget -> {
              onlyPod(manifests, budget.at("/spec/selector/matchLabels"));
              assertThat(budget.at("/spec/maxUnavailable").asInt()).isPositive();
            });
  }

  @Test
  void oneZooKeeperHasNoBudgetThatWouldHoldUpEveryDrain() {
    assertThat(Chart.of(Scenario.DEMO))
        .noneMatch(
            one -> one.kind().equals("PodDisruptionBudget") && one.name().endsWith("zookeeper"));
  }

  @ParameterizedTest
  @EnumSource(Scenario.class)
  void podsAreSpreadByTheirOwnLabels(Scenario scenario) {
    assertThat(Manifest.pods(Chart.of(scenario)))
        .flatMap(
            pod ->
                Manifest.elements(pod.spec().path("topologySpreadConstraints"))
                    .map(rule -> pod.matches(rule.at("/labelSelector/matchLabels")))
                    .toList())
        .isNotEmpty()
        .doesNotContain(false);
  }

  @ParameterizedTest
  @EnumSource(Scenario.class)
  void configMapsAndAccountsThatPodsNameAreThere(Scenario scenario) {
    var manifests = Chart.of(scenario);
    var there =
        manifests.stream().map(Manifest::toString).collect(Collectors.toCollection(TreeSet::new));

    for (var pod : Manifest.pods(manifests)) {
      var account = pod.spec().path("serviceAccountName").asText();
      if (!account.isEmpty()) {
        assertThat(there).contains("ServiceAccount/" + account);
      }
      Manifest.elements(pod.spec().path("volumes"))
          .filter(
              volume -> volume.has("configMap") && !volume.path("name").asText().equals("extra"))
          .forEach(
              volume ->
                  assertThat(there).contains("ConfigMap/" + volume.at("/configMap/name").asText()));
    }
  }

  /** Masters ask Kubernetes nothing, and neither do ZooKeeper and the database. */
  @ParameterizedTest
  @EnumSource(Scenario.class)
  void onlyWorkersThatRunJobsGetAToken(Scenario scenario) {
    var jobs = scenario == Scenario.EVERYTHING;

    assertThat(Manifest.pods(Chart.of(scenario)))
        .allSatisfy(
            pod ->
                assertThat(pod.spec().path("automountServiceAccountToken").asBoolean(true))
                    .isEqualTo(jobs && pod.component().equals("worker")));
    assertThat(Manifest.ofKind(Chart.of(scenario), "ServiceAccount"))
        .allSatisfy(
            account ->
                assertThat(account.at("/automountServiceAccountToken").asBoolean(true)).isFalse());
    assertThat(Chart.of(scenario))
        .filteredOn(one -> one.kind().startsWith("Role"))
        .hasSize(jobs ? 4 : 0);
  }

  @Test
  void workersMayDoNoMoreThanRunJobsInTheNamedNamespaces() {
    var manifests = Chart.of(Scenario.EVERYTHING);

    assertThat(Manifest.ofKind(manifests, "Role"))
        .extracting(Manifest::namespace)
        .containsExactlyInAnyOrder("crawl-jobs", "crawl-jobs-large");
    assertThat(Manifest.ofKind(manifests, "Role"))
        .allSatisfy(
            role ->
                assertThat(Manifest.elements(role.at("/rules")).map(WiringTest::rule))
                    .containsExactlyInAnyOrder(
                        "batch jobs [create, delete, get, list, patch, watch]",
                        " pods [get, list, watch]",
                        " pods/log [get]",
                        " events [list]"));
    assertThat(Manifest.ofKind(manifests, "RoleBinding"))
        .allSatisfy(
            binding -> {
              assertThat(binding.at("/subjects/0/name").asText()).isEqualTo("crawler-worker");
              assertThat(binding.at("/subjects/0/namespace").asText()).isEqualTo(Chart.NAMESPACE);
              assertThat(binding.at("/roleRef/name").asText()).isEqualTo("crawler-jobs");
            });
    assertThat(manifests).noneMatch(one -> one.kind().startsWith("ClusterRole"));
  }

  @Test
  void theRightsOfWorkersAreThoseOfTheReference() {
    var reference = Chart.read(Chart.REPOSITORY.resolve("docs/reference/kubernetes.md"));
    var begin = reference.indexOf("apiVersion: rbac.authorization.k8s.io/v1");
    var told = Yaml.document(reference.substring(begin, reference.indexOf("```", begin)));
    var role = Manifest.ofKind(Chart.of(Scenario.EVERYTHING), "Role").findFirst().orElseThrow();

    assertThat(Manifest.elements(role.at("/rules")).map(WiringTest::rule))
        .containsExactlyInAnyOrderElementsOf(
            Manifest.elements(told.at("/rules")).map(WiringTest::rule).toList());
  }

  private static String rule(JsonNode rule) {
    var verbs =
        Manifest.elements(rule.path("verbs")).map(JsonNode::asText).sorted().toList().toString();
    return rule.at("/apiGroups/0").asText() + " " + rule.at("/resources/0").asText() + " " + verbs;
  }

  @ParameterizedTest
  @EnumSource(
      value = Scenario.class,
      names = {"AUTOSCALING", "EVERYTHING"})
  void anAutoscalerIsTheOnlyOneToCountWorkers(Scenario scenario) {
    var manifests = Chart.of(scenario);
    var scaler = Manifest.ofKind(manifests, "HorizontalPodAutoscaler").findFirst().orElseThrow();
    var target =
        Manifest.one(
            manifests,
            scaler.at("/spec/scaleTargetRef/kind").asText(),
            scaler.at("/spec/scaleTargetRef/name").asText());

    assertThat(target.at("/spec/replicas").isMissingNode()).isTrue();
    assertThat(onlyPod(manifests, target.at("/spec/selector/matchLabels")).component())
        .isEqualTo("worker");
  }

  @Test
  void whatLeadsInIsOffUnlessAskedFor() {
    assertThat(Chart.of(Scenario.PRODUCTION))
        .noneMatch(one -> Set.of("Ingress", "HTTPRoute").contains(one.kind()))
        .filteredOn(one -> one.kind().equals("Service"))
        .allMatch(one -> one.at("/spec/type").asText("ClusterIP").equals("ClusterIP"));
  }

  @Test
  void whatLeadsInLeadsToTheMasters() {
    var manifests = Chart.of(Scenario.EVERYTHING);
    var ingress = Manifest.one(manifests, "Ingress", "crawler");
    var route = Manifest.one(manifests, "HTTPRoute", "crawler");
    var service = Manifest.one(manifests, "Service", "crawler-master");

    assertThat(ingress.at("/spec/rules/0/http/paths/0/backend/service/name").asText())
        .isEqualTo(service.name());
    assertThat(route.at("/spec/rules/0/backendRefs/0/name").asText()).isEqualTo(service.name());
    assertThat(route.at("/spec/rules/0/backendRefs/0/port").asInt())
        .isEqualTo(service.at("/spec/ports/0/port").asInt());
    assertThat(onlyPod(manifests, service.at("/spec/selector")).component()).isEqualTo("master");
  }

  @Test
  void changedSettingsStartThePodsAnew() {
    assertThat(checksum("worker: {slots: 9}")).isNotEqualTo(checksum(""));
    assertThat(checksum("worker: {replicas: 9}")).isEqualTo(checksum(""));
  }

  @ParameterizedTest
  @EnumSource(Scenario.class)
  void anotherVersionOfTheChartAloneStartsNoPodAnew(Scenario scenario) {
    assertThat(Manifest.ofKind(Chart.of(scenario), "StatefulSet"))
        .extracting(set -> set.at("/spec/template/metadata").toString())
        .noneMatch(
            text -> text.contains("helm.sh/chart") || text.contains("kubernetes.io/version"));
  }

  private static String checksum(String over) {
    var worker = "crawlkeeper-worker";
    return Manifest.one(Chart.render(Scenario.PRODUCTION, over), "StatefulSet", worker)
        .at("/spec/template/metadata/annotations/checksum~1config")
        .asText();
  }

  private static Pod onlyPod(List<Manifest> manifests, JsonNode labels) {
    var pods = Manifest.pods(manifests).stream().filter(pod -> pod.matches(labels)).toList();
    assertThat(labels).isNotEmpty();
    assertThat(pods).as("pods with %s", labels).hasSize(1);
    return pods.getFirst();
  }

  private static Set<String> ports(Pod pod) {
    return pod.containers().stream()
        .flatMap(container -> Manifest.elements(container.path("ports")))
        .flatMap(port -> Stream.of(port.path("name").asText(), port.path("containerPort").asText()))
        .collect(Collectors.toSet());
  }
}
