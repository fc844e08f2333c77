package io.crawlkeeper.helm;

import static org.assertj.core.api.Assertions.assertThat;

import com.marcnuri.helm.Helm;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** Helm finds nothing to complain of. */
class LintTest {

  @Test
  void passesWithTheDefaults() {
    var result = new Helm(Chart.FOLDER).lint().strict().call();

    assertThat(result.isFailed()).as("%s", result.getMessages()).isFalse();
  }

  /** Lint takes no values, so they go into a copy of the chart as its defaults. */
  @ParameterizedTest
  @EnumSource(Scenario.class)
  void passesWithEachExample(Scenario scenario, @TempDir Path folder) throws IOException {
    var copy = folder.resolve("crawlkeeper");
    Chart.copy(Chart.FOLDER, copy);
    Files.writeString(
        copy.resolve("values.yaml"),
        Yaml.text(Yaml.merged(Chart.values(), Chart.values(scenario))));

    var result = new Helm(copy).lint().strict().call();

    assertThat(result.isFailed()).as("%s", result.getMessages()).isFalse();
  }

  @Test
  void hasTheVersionOfTheBuild() {
    var chart = Yaml.map(Chart.read(Chart.FOLDER.resolve("Chart.yaml")));

    assertThat(chart.get("appVersion"))
        .isEqualTo(System.getProperty("project.version").replace("-SNAPSHOT", ""));
  }
}
