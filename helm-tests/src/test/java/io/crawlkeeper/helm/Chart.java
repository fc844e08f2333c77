package io.crawlkeeper.helm;

import com.marcnuri.helm.Helm;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;

/** The chart of this repository, with the values of an example and others over them. */
final class Chart {

  static final Path REPOSITORY = Path.of("..").toAbsolutePath().normalize();
  static final Path FOLDER = REPOSITORY.resolve("helm").resolve("crawlkeeper");
  static final String NAMESPACE = "crawling";
  static final String RELEASE = "crawlkeeper";
  private static final String KUBERNETES = "1.34.0";

  private static final Map<Scenario, List<Manifest>> RENDERED = new ConcurrentHashMap<>();
  private static final Path WITHOUT_HOOKS = withoutHooks();

  private Chart() {}

  /** All objects of an example. */
  static List<Manifest> of(Scenario scenario) {
    return RENDERED.computeIfAbsent(scenario, one -> render(one, ""));
  }

  /**
   * @param over values in YAML that go before those of the example
   * @throws RuntimeException with what Helm says, if it refuses
   */
  static List<Manifest> render(Scenario scenario, String over) {
    var values = valuesFile(merged(scenario, over));
    var text =
        new Helm(WITHOUT_HOOKS)
            .template()
            .withName(RELEASE)
            .withNamespace(NAMESPACE)
            .withKubeVersion(KUBERNETES)
            .withValuesFile(values)
            .call();
    return Yaml.documents(text).stream().map(Manifest::new).toList();
  }

  /** What is said after an installation. */
  static String notes(Scenario scenario, String over) {
    return new Helm(FOLDER)
        .install()
        .clientOnly()
        .dryRun()
        .withName(RELEASE)
        .withNamespace(NAMESPACE)
        .withKubeVersion(KUBERNETES)
        .withValuesFile(valuesFile(merged(scenario, over)))
        .call()
        .getOutput();
  }

  static Map<String, Object> values() {
    return Yaml.map(read(FOLDER.resolve("values.yaml")));
  }

  static Map<String, Object> values(Scenario scenario) {
    return Yaml.map(read(FOLDER.resolve(scenario.file())));
  }

  static String read(Path file) {
    try {
      return Files.readString(file);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /**
   * Hooks are not among what is rendered here, so the pod of {@code helm test} is made a plain one.
   */
  private static Path withoutHooks() {
    try {
      var copy = Files.createTempDirectory("chart").resolve("crawlkeeper");
      copy(FOLDER, copy);
      var test = copy.resolve("templates/tests/cluster.yaml");
      Files.writeString(test, read(test).replace("helm.sh/hook", "example.org/hook"));
      return copy;
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  static void copy(Path from, Path to) throws IOException {
    try (var files = Files.walk(from)) {
      for (var file : files.toList()) {
        var there = Files.copy(file, to.resolve(from.relativize(file).toString()));
        there.toFile().deleteOnExit();
      }
    }
  }

  private static Map<String, Object> merged(Scenario scenario, String over) {
    return Yaml.merged(values(scenario), Yaml.map(over));
  }

  private static Path valuesFile(Map<String, Object> values) {
    try {
      var file = Files.createTempFile("values", ".yaml");
      file.toFile().deleteOnExit();
      return Files.writeString(file, Yaml.text(values));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
