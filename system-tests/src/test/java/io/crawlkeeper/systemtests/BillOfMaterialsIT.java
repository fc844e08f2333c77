package io.crawlkeeper.systemtests;

import static org.assertj.core.api.Assertions.assertThat;

import io.crawlkeeper.systemtests.harness.Programs;
import java.nio.file.Path;
import java.util.List;
import java.util.Objects;
import java.util.jar.JarFile;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** The packed services carry the list of what they are made of. */
class BillOfMaterialsIT {

  @Test
  void isWithinEachService() throws Exception {
    assertThat(components(Programs.master()))
        .contains("shared-model", "spring-boot", "zookeeper", "curator-recipes", "postgresql");
    assertThat(components(Programs.worker()))
        .contains("shared-model", "spring-boot", "zookeeper", "jsoup", "sqlite-jdbc");
  }

  private static List<String> components(List<String> program) throws Exception {
    try (var jar = new JarFile(Path.of(program.getLast()).toFile())) {
      var entry =
          Objects.requireNonNull(
              jar.getJarEntry("META-INF/sbom/application.cdx.json"),
              "built without -Dcyclonedx.skip");
      var bill = new JsonMapper().readTree(jar.getInputStream(entry));
      assertThat(bill.path("bomFormat").asString()).isEqualTo("CycloneDX");
      return bill.path("components").valueStream().map(BillOfMaterialsIT::name).toList();
    }
  }

  private static String name(JsonNode component) {
    assertThat(component.path("version").asString()).isNotEmpty();
    return component.path("name").asString();
  }
}
