package io.crawlkeeper.helm;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** {@code compose.yaml} gives settings that there are, and starts what the chart starts. */
class ComposeTest {

  private static final JsonNode SERVICES =
      Yaml.document(Chart.read(Chart.REPOSITORY.resolve("compose.yaml"))).path("services");

  @Test
  void givesSettingsThatThereAre() {
    var variables =
        SettingsTest.known().stream()
            .map(name -> "CRAWLKEEPER_" + name.replaceAll("[.-]", "_").toUpperCase(Locale.ROOT))
            .toList();

    assertThat(SERVICES.properties())
        .filteredOn(service -> service.getKey().matches("(master|worker)-.*"))
        .hasSize(4)
        .flatExtracting(service -> names(service.getValue().path("environment")))
        .hasSizeGreaterThan(20)
        .isSubsetOf(variables);
  }

  private static List<String> names(JsonNode environment) {
    return environment.properties().stream().map(Map.Entry::getKey).toList();
  }

  @Test
  void startsTheVersionsOfTheChart() {
    var chart = Yaml.document(Chart.read(Chart.FOLDER.resolve("Chart.yaml")));
    var zooKeeper = Yaml.document(Chart.read(Chart.FOLDER.resolve("values.yaml"))).at("/zookeeper");

    assertThat(image("master-1")).endsWith(":" + chart.path("appVersion").asText() + "}");
    assertThat(image("worker-2")).endsWith(":" + chart.path("appVersion").asText() + "}");
    assertThat(image("zookeeper-1")).endsWith(":" + zooKeeper.at("/image/tag").asText() + "}");
  }

  private static String image(String service) {
    return SERVICES.path(service).path("image").asText();
  }
}
