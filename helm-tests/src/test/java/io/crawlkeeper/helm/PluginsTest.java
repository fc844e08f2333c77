package io.crawlkeeper.helm;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.crawlkeeper.helm.Manifest.Pod;
import java.util.List;
import org.junit.jupiter.api.Test;

/** Executors of others come to workers in a volume. */
class PluginsTest {
  private static final String IMAGE =
      "worker: {plugins: {volume: {image: {reference: 'r.example.org/crawl/executors:1.4.0'}}}}";

  @Test
  void areReadByWorkersAtTheFolderThatTheirSettingsName() {
    var manifests = Chart.render(Scenario.PRODUCTION, IMAGE);

    assertThat(folder(manifests, "crawlkeeper-worker")).isEqualTo("/plugins");
    assertThat(named(pod(manifests, "worker").spec(), "volumes").at("/image/reference").asText())
        .isEqualTo("r.example.org/crawl/executors:1.4.0");
    var mount = named(pod(manifests, "worker").lasting().getFirst(), "volumeMounts");
    assertThat(mount.path("mountPath").asText()).isEqualTo("/plugins");
    assertThat(mount.path("readOnly").asBoolean()).isTrue();
    assertThat(manifests)
        .allSatisfy(manifest -> assertThat(KubernetesModels.faults(manifest)).isEmpty());
  }

  @Test
  void areNotForMasters() {
    var manifests = Chart.render(Scenario.PRODUCTION, IMAGE);

    assertThat(folder(manifests, "crawlkeeper-master")).isEmpty();
    assertThat(named(pod(manifests, "master").spec(), "volumes").isMissingNode()).isTrue();
  }

  @Test
  void areNoneUnlessAVolumeIsNamed() {
    var manifests = Chart.of(Scenario.PRODUCTION);

    assertThat(folder(manifests, "crawlkeeper-worker")).isEmpty();
    assertThat(named(pod(manifests, "worker").spec(), "volumes").isMissingNode()).isTrue();
    assertThat(pod(manifests, "worker").spec().has("initContainers")).isFalse();
  }

  @Test
  void areInAFolderThatAContainerFillsWhichMayDoNoMoreThanTheWorker() {
    var manifests = Chart.of(Scenario.EVERYTHING);
    var worker = pod(manifests, "worker");
    var before = worker.spec().at("/initContainers/0");

    assertThat(folder(manifests, "crawler-worker")).isEqualTo("/plugins/jars");
    assertThat(before.path("securityContext"))
        .isEqualTo(worker.lasting().getFirst().path("securityContext"));
    assertThat(named(before, "volumeMounts").path("readOnly").asBoolean()).isFalse();
  }

  @Test
  void mayBeFilledByAContainerThatSaysWhatItIsAllowed() {
    var container =
        "{name: jars, image: 'r.example.org/jars:1', securityContext: {runAsUser: 10002,"
            + " readOnlyRootFilesystem: false}}";
    var manifests =
        Chart.render(
            Scenario.PRODUCTION,
            "worker: {plugins: {volume: {emptyDir: {}}}, initContainers: [" + container + "]}");
    var context = pod(manifests, "worker").spec().at("/initContainers/0/securityContext");

    assertThat(context.path("runAsUser").asInt()).isEqualTo(10002);
    assertThat(context.path("readOnlyRootFilesystem").asBoolean(true)).isFalse();
    assertThat(context.path("allowPrivilegeEscalation").asBoolean(true)).isFalse();
  }

  private static String folder(List<Manifest> manifests, String configMap) {
    var settings =
        Manifest.one(manifests, "ConfigMap", configMap).at("/data/application.yaml").asText();
    return Yaml.document(settings).at("/crawlkeeper/plugins-folder").asText();
  }

  private static Pod pod(List<Manifest> manifests, String component) {
    return Manifest.pods(manifests).stream()
        .filter(one -> one.component().equals(component))
        .findFirst()
        .orElseThrow();
  }

  /** That of a list which is called {@code plugins}. */
  private static JsonNode named(JsonNode of, String list) {
    return Manifest.elements(of.path(list))
        .filter(one -> one.path("name").asText().equals("plugins"))
        .findFirst()
        .orElseGet(() -> of.path("nothing"));
  }
}
