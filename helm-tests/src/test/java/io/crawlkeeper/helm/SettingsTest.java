package io.crawlkeeper.helm;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/**
 * The services know every setting that the chart gives them. Their names are taken from the
 * reference, which tests of the services hold to what they read.
 */
class SettingsTest {

  private static final Pattern NAME = Pattern.compile("`crawlkeeper\\.([a-z0-9.-]*[a-z0-9])");
  private static final Set<String> KNOWN = known();

  @ParameterizedTest
  @EnumSource(Scenario.class)
  void areKnownWhereTheyComeAsAFile(Scenario scenario) {
    for (var component : Set.of("master", "worker")) {
      var given = leaves("", settings(scenario, component).path("crawlkeeper"));

      assertThat(given)
          .contains("zookeeper.connect", "database.url", "storage.url", "data", "bind")
          .allSatisfy(SettingsTest::isKnown);
    }
  }

  @ParameterizedTest
  @EnumSource(Scenario.class)
  void areKnownWhereTheyComeAsVariables(Scenario scenario) {
    assertThat(Manifest.pods(Chart.of(scenario)))
        .flatMap(pod -> pod.containers().getFirst().path("env").valueStream().toList())
        .extracting(variable -> variable.path("name").asText())
        .filteredOn(name -> name.startsWith("CRAWLKEEPER_"))
        .isNotEmpty()
        .allSatisfy(
            name ->
                isKnown(
                    name.substring("CRAWLKEEPER_".length())
                        .toLowerCase(Locale.ROOT)
                        .replace('_', '.')));
  }

  @ParameterizedTest
  @EnumSource(Scenario.class)
  void areKnownWhereTheyAreSecretsAndNoneIsInTheOpen(Scenario scenario) {
    var files = secretFiles(scenario, "worker");

    assertThat(files)
        .isNotEmpty()
        .allSatisfy(
            file -> {
              assertThat(file).startsWith("crawlkeeper.");
              isKnown(file.substring("crawlkeeper.".length()));
            });
    assertThat(files).containsExactlyElementsOf(secretFiles(scenario, "master"));
    assertThat(Chart.of(scenario))
        .noneMatch(one -> one.kind().equals("Secret"))
        .flatMap(one -> one.pod().stream().toList())
        .flatMap(pod -> pod.containers().getFirst().path("env").valueStream().toList())
        .extracting(variable -> variable.path("name").asText())
        .noneMatch(name -> name.contains("PASSWORD") && !name.endsWith("_FILE"))
        .noneMatch(name -> name.contains("SECRET"));
  }

  @Test
  void givePathsAtWhichFilesAreMounted() {
    for (var scenario : Set.of(Scenario.EXTERNAL_ZOOKEEPER, Scenario.PRODUCTION)) {
      var pod =
          Manifest.pods(Chart.of(scenario)).stream()
              .filter(one -> one.component().equals("worker"))
              .findFirst()
              .orElseThrow();
      var mounts =
          pod.containers()
              .getFirst()
              .path("volumeMounts")
              .valueStream()
              .map(mount -> mount.path("mountPath").asText())
              .collect(Collectors.toSet());
      var named =
          Pattern.compile("/etc/crawlkeeper/[a-z]+")
              .matcher(settings(scenario, "worker").toString())
              .results()
              .map(match -> match.group())
              .collect(Collectors.toSet());
      assertThat(named).hasSizeGreaterThan(1);
      assertThat(mounts).containsAll(named);
    }
  }

  @Test
  void leadToAnEnsembleWithItsChroot() {
    assertThat(connect(Scenario.EXTERNAL_ZOOKEEPER))
        .isEqualTo(
            "zk-1.example.org:2281,zk-2.example.org:2281,zk-3.example.org:2281"
                + "/teams/search/crawlkeeper");
    assertThat(connect(Scenario.DEMO))
        .isEqualTo(
            "crawlkeeper-zookeeper-0.crawlkeeper-zookeeper.crawling.svc.cluster.local:2181"
                + "/crawlkeeper");
    var zooCfg =
        Manifest.one(Chart.of(Scenario.PRODUCTION), "ConfigMap", "crawlkeeper-zookeeper")
            .at("/data/zoo.cfg")
            .asText();
    assertThat(zooCfg)
        .contains(
            "server.1=crawlkeeper-zookeeper-0.crawlkeeper-zookeeper",
            ":2888:3888",
            "server.3=",
            "quorumListenOnAllIPs=true")
        .doesNotContain("server.4=", "server.0=");
  }

  /** Jobs of another release are not to be taken for leftovers of this one. */
  @Test
  void nameTheJobsOfEachReleaseInAnotherWay() {
    assertThat(installation("crawlkeeper-production-eu"))
        .hasSizeLessThanOrEqualTo(20)
        .startsWith("crawlkeeper-")
        .isNotEqualTo(installation("crawlkeeper-production-us"));
    assertThat(installation("crawler")).isEqualTo("crawler");
  }

  private static String installation(String name) {
    var given = "fullnameOverride: " + name;
    return settings(Chart.render(Scenario.EVERYTHING, given), "worker")
        .at("/crawlkeeper/jobs/installation")
        .asText();
  }

  @Test
  void letWhatTheUserGivesGoBefore() {
    var given = "worker: {config: {slots: 7, database: {user: somebody}, jobs: {secrets: [a]}}}";

    var settings = settings(Chart.render(Scenario.PRODUCTION, given), "worker");

    assertThat(settings.at("/crawlkeeper/slots").asInt()).isEqualTo(7);
    assertThat(settings.at("/crawlkeeper/database/user").asText()).isEqualTo("somebody");
    assertThat(settings.at("/crawlkeeper/database/url").asText()).startsWith("jdbc:postgresql://");
  }

  @Test
  void nameTheDatabaseAsTheServicesWantIt() {
    assertThat(settings(Scenario.PRODUCTION, "master").at("/crawlkeeper/database/url").asText())
        .isEqualTo(
            "jdbc:postgresql://crawlkeeper-rw.databases.svc.cluster.local:5432/crawlkeeper"
                + "?sslmode=verify-full&sslrootcert=/etc/crawlkeeper/database/ca.crt");
    assertThat(settings(Scenario.AUTOSCALING, "master").at("/crawlkeeper/database/url").asText())
        .endsWith("?sslmode=verify-full&sslfactory=org.postgresql.ssl.DefaultJavaSSLFactory");
  }

  private static void isKnown(String name) {
    assertThat(KNOWN)
        .as("%s", name)
        .anyMatch(one -> name.equals(one) || name.startsWith(one + "."));
  }

  static Set<String> known() {
    var reference =
        Chart.read(Chart.REPOSITORY.resolve("docs").resolve("reference").resolve("settings.md"));
    return NAME.matcher(reference)
        .results()
        .map(match -> match.group(1))
        .collect(Collectors.toSet());
  }

  private static String connect(Scenario scenario) {
    return settings(scenario, "worker").at("/crawlkeeper/zookeeper/connect").asText();
  }

  private static JsonNode settings(Scenario scenario, String component) {
    return settings(Chart.of(scenario), component);
  }

  private static JsonNode settings(List<Manifest> manifests, String component) {
    return Manifest.ofKind(manifests, "ConfigMap")
        .filter(one -> one.name().endsWith("-" + component))
        .map(one -> Yaml.document(one.at("/data/application.yaml").asText()))
        .findFirst()
        .orElseThrow();
  }

  private static Set<String> secretFiles(Scenario scenario, String component) {
    return Manifest.pods(Chart.of(scenario)).stream()
        .filter(pod -> pod.component().equals(component))
        .flatMap(pod -> pod.spec().path("volumes").valueStream())
        .filter(volume -> volume.path("name").asText().equals("secrets"))
        .flatMap(volume -> volume.at("/projected/sources").valueStream())
        .flatMap(source -> source.at("/secret/items").valueStream())
        .map(item -> item.path("path").asText())
        .collect(Collectors.toCollection(TreeSet::new));
  }

  /** A list is a leaf, and so is each of the map of labels. */
  private static Set<String> leaves(String prefix, JsonNode tree) {
    return tree.properties().stream()
        .flatMap(
            entry ->
                entry.getValue().isObject()
                    ? leaves(prefix + entry.getKey() + ".", entry.getValue()).stream()
                    : Stream.of(prefix + entry.getKey()))
        .collect(Collectors.toSet());
  }
}
