package io.crawlkeeper.helm;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Kubernetes would take every object. */
class ManifestsTest {

  @ParameterizedTest
  @EnumSource(Scenario.class)
  void areReadByBothModelsWithNothingPassedOver(Scenario scenario) {
    assertThat(Chart.of(scenario))
        .hasSizeGreaterThan(8)
        .allSatisfy(manifest -> assertThat(KubernetesModels.faults(manifest)).isEmpty());
  }

  @ParameterizedTest
  @EnumSource(Scenario.class)
  void haveNamesOfTheirOwnTheNamespaceAndTheUsualLabels(Scenario scenario) {
    var manifests = Chart.of(scenario);

    assertThat(manifests.stream().map(one -> one.kind() + one.namespace() + one.name()))
        .doesNotHaveDuplicates();
    assertThat(manifests)
        .allSatisfy(
            one -> {
              assertThat(one.name()).matches("[a-z]([a-z0-9-]{0,61}[a-z0-9])?");
              assertThat(one.namespace()).isIn(Chart.NAMESPACE, "crawl-jobs", "crawl-jobs-large");
              assertThat(Manifest.texts(one.at("/metadata/labels")))
                  .containsKeys(
                      "app.kubernetes.io/name",
                      "app.kubernetes.io/instance",
                      "app.kubernetes.io/component",
                      "app.kubernetes.io/version",
                      "helm.sh/chart");
            });
  }

  @Test
  void haveTheLabelsAndAnnotationsThatAreGivenForAll() {
    assertThat(Chart.of(Scenario.EVERYTHING))
        .filteredOn(one -> one.namespace().equals(Chart.NAMESPACE))
        .allSatisfy(
            one -> {
              assertThat(one.at("/metadata/labels/team").asText()).isEqualTo("search");
              assertThat(one.at("/metadata/annotations/example.org~1owner").asText())
                  .isEqualTo("search");
            });
  }

  /** By which clouds know what role a pod has. */
  @ParameterizedTest
  @ValueSource(strings = {"master", "worker"})
  void giveAccountsTheAnnotationsThatAreGiven(String component) {
    var role = "arn:aws:iam::123456789012:role/crawl-results";
    var given =
        "%s: {serviceAccount: {annotations: {eks.amazonaws.com/role-arn: '%s'}}}"
            .formatted(component, role);
    var account =
        Manifest.one(
            Chart.render(Scenario.PRODUCTION, given), "ServiceAccount", "crawlkeeper-" + component);

    assertThat(account.at("/metadata/annotations/eks.amazonaws.com~1role-arn").asText())
        .isEqualTo(role);
  }

  /** The judge judges: each of these is a slip that a template could make. */
  @ParameterizedTest
  @ValueSource(
      strings = {
        "{apiVersion: v1, kind: Service, metadata: {name: a}, spec: {port: 80}}",
        "{apiVersion: v1, kind: Service, metadata: {name: a}, spec: {ports: [{name: http}]}}",
        "{apiVersion: v1, kind: Service, metadata: {name: a}, spec: {ports: [{port: '80'}]}}",
        "{apiVersion: v1, kind: Service, metadata: {name: a, labels: {version: 1}}}",
        "{apiVersion: v1, kind: ConfigMap, metadata: {name: a}, data: {on: yes}}",
        "{apiVersion: apps/v1, kind: StatefulSet, metadata: {name: a}, spec: {replicas: 1}}",
        "{apiVersion: policy/v1beta1, kind: PodDisruptionBudget, metadata: {name: a}}",
        "{apiVersion: v1, kind: Pod, metadata: {name: a}, spec: {containers: [{image: b}]}}",
        "{apiVersion: monitoring.coreos.com/v1, kind: ServiceMonitor, metadata: {name: a},"
            + " spec: {selectors: {}}}",
        "{apiVersion: gateway.networking.k8s.io/v1, kind: HTTPRoute, metadata: {name: a},"
            + " spec: {hostname: a}}"
      })
  void wouldBeRefusedIfOneWereWrong(String wrong) {
    assertThat(KubernetesModels.faults(new Manifest(Yaml.document(wrong)))).isNotEmpty();
  }
}
