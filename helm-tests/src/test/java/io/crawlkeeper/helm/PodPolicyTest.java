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

/** Every pod keeps to what the restricted Pod Security Standard asks, and to some more. */
class PodPolicyTest {

  /**
   * What a service may take to stop: 15 s for runs, 5 s for tasks, and the web server's requests.
   */
  private static final int DRAIN_SECONDS = 45;

  @ParameterizedTest
  @EnumSource(Scenario.class)
  void runsAsNobodyWithoutPrivileges(Scenario scenario) {
    assertThat(pods(scenario))
        .allSatisfy(
            pod -> {
              var context = pod.spec().path("securityContext");
              assertThat(context.path("runAsNonRoot").asBoolean()).isTrue();
              assertThat(context.path("runAsUser").asInt()).isGreaterThan(0);
              assertThat(context.at("/seccompProfile/type").asText()).isEqualTo("RuntimeDefault");
              assertThat(pod.spec().has("hostNetwork")).isFalse();
              assertThat(pod.spec().has("hostPID")).isFalse();
              assertThat(pod.spec().has("hostIPC")).isFalse();
              assertThat(pod.spec().path("volumes")).noneMatch(one -> one.has("hostPath"));
            });
    assertThat(containers(scenario))
        .allSatisfy(
            container -> {
              var context = container.path("securityContext");
              assertThat(context.path("allowPrivilegeEscalation").asBoolean(true)).isFalse();
              assertThat(context.path("readOnlyRootFilesystem").asBoolean()).isTrue();
              assertThat(context.at("/capabilities/drop/0").asText()).isEqualTo("ALL");
              assertThat(context.has("privileged")).isFalse();
              assertThat(container.path("ports")).noneMatch(port -> port.has("hostPort"));
            });
  }

  @Test
  void runsMastersAndWorkersAsTheUserOfTheImages() {
    assertThat(pods(Scenario.PRODUCTION))
        .filteredOn(pod -> Set.of("master", "worker").contains(pod.component()))
        .hasSize(2)
        .allSatisfy(
            pod ->
                assertThat(pod.spec().at("/securityContext/runAsUser").asInt()).isEqualTo(10001));
  }

  @Test
  void leavesUsersToTheClusterWhereItGivesThemItself() {
    assertThat(Manifest.pods(Chart.render(Scenario.EVERYTHING, "podSecurity: {setIds: false}")))
        .hasSizeGreaterThan(3)
        .allSatisfy(
            pod -> {
              var context = pod.spec().path("securityContext");
              assertThat(context.path("runAsNonRoot").asBoolean()).isTrue();
              assertThat(context.fieldNames())
                  .toIterable()
                  .doesNotContain("runAsUser", "runAsGroup", "fsGroup");
            });
  }

  @ParameterizedTest
  @EnumSource(Scenario.class)
  void usesImagesOfAFixedVersion(Scenario scenario) {
    assertThat(containers(scenario))
        .extracting(container -> container.path("image").asText())
        .allSatisfy(
            image ->
                assertThat(image)
                    .matches("[a-z0-9./-]+(:[A-Za-z0-9][A-Za-z0-9._-]*|@sha256:[0-9a-f]{64})")
                    .doesNotEndWith(":latest"));
  }

  @Test
  void usesTheVersionOfTheChartUnlessATagOrADigestIsGiven() {
    assertThat(image("")).isEqualTo("docker.io/crawlkeeper/worker:0.1.0");
    assertThat(image("worker: {image: {tag: 0.2.0}}")).endsWith("/crawlkeeper/worker:0.2.0");
    assertThat(image("worker: {image: {registry: r.example.org}}"))
        .isEqualTo("r.example.org/crawlkeeper/worker:0.1.0");
    assertThat(containers(Scenario.EVERYTHING))
        .extracting(container -> container.path("image").asText())
        .allMatch(image -> image.startsWith("registry.example.org/"))
        .anyMatch(image -> image.contains("crawlkeeper/master@sha256:2c26b46b"));
  }

  @ParameterizedTest
  @EnumSource(Scenario.class)
  void saysWhatItNeedsAndWhatItMayUse(Scenario scenario) {
    assertThat(containers(scenario))
        .allSatisfy(
            container -> {
              var resources = container.path("resources");
              assertThat(resources.at("/requests/cpu").isMissingNode()).isFalse();
              assertThat(resources.at("/requests/memory").isMissingNode()).isFalse();
              assertThat(resources.at("/limits/memory").isMissingNode()).isFalse();
            });
    assertThat(pods(scenario))
        .flatMap(pod -> Manifest.elements(pod.spec().path("volumes")).toList())
        .filteredOn(
            volume -> volume.has("emptyDir") && !volume.path("name").asText().equals("extra"))
        .allSatisfy(
            volume -> assertThat(volume.at("/emptyDir/sizeLimit").isMissingNode()).isFalse());
  }

  @ParameterizedTest
  @EnumSource(Scenario.class)
  void isAskedWhetherItHasStartedLivesAndIsReady(Scenario scenario) {
    assertThat(pods(scenario))
        .filteredOn(pod -> !pod.component().equals("test"))
        .flatMap(Pod::lasting)
        .allSatisfy(
            container -> {
              assertThat(container.has("startupProbe")).isTrue();
              assertThat(container.has("livenessProbe")).isTrue();
              assertThat(container.has("readinessProbe")).isTrue();
            });
  }

  /** A restart brings no ZooKeeper back. What the groups hold is tested in the services. */
  @Test
  void isNotRestartedForAZooKeeperThatIsAway() {
    assertThat(pods(Scenario.PRODUCTION))
        .filteredOn(pod -> Set.of("master", "worker").contains(pod.component()))
        .flatMap(Pod::lasting)
        .allSatisfy(
            container -> {
              assertThat(path(container, "startupProbe")).isEqualTo("/actuator/health/startup");
              assertThat(path(container, "livenessProbe")).isEqualTo("/actuator/health/liveness");
              assertThat(path(container, "readinessProbe")).isEqualTo("/actuator/health/readiness");
            });
    for (var service : List.of("master-service", "worker-service")) {
      var file = Chart.REPOSITORY.resolve(service).resolve("src/main/resources/application.yaml");
      var groups = Yaml.document(Chart.read(file)).at("/management/endpoint/health/group");
      assertThat(groups.at("/liveness/include").asText()).isEqualTo("livenessState");
      assertThat(groups.at("/startup/include").asText()).doesNotContain("session");
      assertThat(groups.at("/readiness/include").asText()).contains("session");
    }
  }

  @ParameterizedTest
  @EnumSource(Scenario.class)
  void hasTheTimeToGiveBackWhatItRuns(Scenario scenario) {
    assertThat(pods(scenario))
        .filteredOn(pod -> Set.of("master", "worker").contains(pod.component()))
        .allSatisfy(
            pod -> {
              var before = pod.containers().getFirst().at("/lifecycle/preStop/sleep/seconds");
              assertThat(before.asInt()).isPositive();
              assertThat(pod.spec().path("terminationGracePeriodSeconds").asInt())
                  .isGreaterThanOrEqualTo(before.asInt() + DRAIN_SECONDS);
            });
  }

  /** Else Kubernetes would set CRAWLKEEPER_PORT to a URL, where there is a Service of that name. */
  @ParameterizedTest
  @EnumSource(Scenario.class)
  void getsNoVariablesOfServices(Scenario scenario) {
    assertThat(pods(scenario))
        .allSatisfy(
            pod -> assertThat(pod.spec().path("enableServiceLinks").asBoolean(true)).isFalse());
  }

  @ParameterizedTest
  @EnumSource(Scenario.class)
  void mountsWhatThereIsAndCanWriteTemporaryFiles(Scenario scenario) {
    assertThat(Chart.of(scenario))
        .filteredOn(one -> one.pod().isPresent())
        .allSatisfy(
            one -> {
              var pod = one.pod().orElseThrow();
              var volumes = names(pod.spec().path("volumes"));
              volumes.addAll(
                  Manifest.elements(one.at("/spec/volumeClaimTemplates"))
                      .map(claim -> claim.at("/metadata/name").asText())
                      .toList());
              for (var container : pod.lasting()) {
                var mounts = Manifest.elements(container.path("volumeMounts")).toList();
                assertThat(volumes).containsAll(names(container.path("volumeMounts")));
                assertThat(mounts)
                    .extracting(mount -> mount.path("mountPath").asText())
                    .contains("/tmp")
                    .doesNotHaveDuplicates();
              }
            });
  }

  @Test
  void takesWhatTheUserAdds() {
    for (var component : List.of("master", "worker")) {
      var pod =
          pods(Scenario.EVERYTHING).stream()
              .filter(one -> one.component().equals(component))
              .findFirst()
              .orElseThrow();
      var container = pod.containers().getFirst();
      assertThat(names(container.path("env"))).contains("TZ");
      assertThat(container.path("envFrom")).hasSize(1);
      assertThat(names(pod.spec().path("volumes"))).contains("extra");
      assertThat(names(container.path("volumeMounts"))).contains("extra");
      assertThat(pod.spec().at("/imagePullSecrets/0/name").asText()).isEqualTo("registry");
    }
  }

  /**
   * The image sets some by itself, and what comes by variables goes before what comes by a file.
   */
  @Test
  void mountsTheFolderForDataWhereTheImagesHaveIt() {
    var dockerfile = Chart.read(Chart.REPOSITORY.resolve("images").resolve("Dockerfile"));
    var container =
        pods(Scenario.PRODUCTION).stream()
            .filter(pod -> pod.component().equals("worker"))
            .flatMap(pod -> pod.containers().stream())
            .findFirst()
            .orElseThrow();

    assertThat(dockerfile).contains("CRAWLKEEPER_DATA=/data", "USER 10001:10001");
    assertThat(container.path("volumeMounts"))
        .anyMatch(mount -> mount.path("mountPath").asText().equals("/data"));
  }

  private static String image(String over) {
    return Chart.render(Scenario.PRODUCTION, over).stream()
        .flatMap(one -> one.pod().stream())
        .filter(pod -> pod.component().equals("worker"))
        .map(pod -> pod.containers().getFirst().path("image").asText())
        .findFirst()
        .orElseThrow();
  }

  private static String path(JsonNode container, String probe) {
    return container.path(probe).at("/httpGet/path").asText();
  }

  private static Set<String> names(JsonNode list) {
    return Manifest.elements(list)
        .map(one -> one.path("name").asText())
        .collect(Collectors.toSet());
  }

  private static List<Pod> pods(Scenario scenario) {
    return Manifest.pods(Chart.of(scenario));
  }

  private static List<JsonNode> containers(Scenario scenario) {
    return pods(scenario).stream().flatMap(pod -> pod.containers().stream()).toList();
  }
}
