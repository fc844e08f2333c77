package io.crawlkeeper.helm;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/** The metrics of the services, from their sources, under the names that Prometheus sees. */
final class SourceMetrics {

  private static final Pattern METER =
      Pattern.compile(
          "(Gauge|FunctionCounter|Timer|Counter)\\s*\\.builder\\(\\s*\"(crawlkeeper[a-z.]+)\""
              + "|\\.(counter|timer)\\(\\s*\"(crawlkeeper[a-z.]+)\"");
  private static final Pattern UNIT = Pattern.compile("\\.baseUnit\\(\"([a-z]+)\"\\)");

  private SourceMetrics() {}

  static Set<String> names() {
    var names = new TreeSet<String>();
    for (var service : Set.of("master-service", "worker-service", "shared-model")) {
      var sources = Chart.REPOSITORY.resolve(service).resolve("src/main/java");
      try (Stream<Path> files = Files.walk(sources)) {
        files
            .filter(file -> file.toString().endsWith(".java"))
            .flatMap(file -> Stream.of(Chart.read(file).split(";\n")))
            .forEach(statement -> add(statement, names));
      } catch (IOException e) {
        throw new UncheckedIOException(e);
      }
    }
    return names;
  }

  private static void add(String statement, Set<String> names) {
    var meter = METER.matcher(statement);
    if (!meter.find()) {
      return;
    }
    var builder = meter.group(1) != null;
    var kind = builder ? meter.group(1) : meter.group(3);
    var name = (builder ? meter.group(2) : meter.group(4)).replace('.', '_');
    var unit = UNIT.matcher(statement);
    var full = unit.find() ? name + "_" + unit.group(1) : name;
    switch (kind) {
      case "Gauge" -> names.add(full);
      case "Timer", "timer" ->
          Stream.of("", "_count", "_sum", "_max")
              .forEach(end -> names.add(name + "_seconds" + end));
      default -> names.add(full + "_total");
    }
  }
}
