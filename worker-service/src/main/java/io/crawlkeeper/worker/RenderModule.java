package io.crawlkeeper.worker;

import io.crawlkeeper.model.TaskSpec;
import io.crawlkeeper.settings.SettingsReader;
import io.crawlkeeper.worker.crawl.render.RendererProvider;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Pattern;

/**
 * The settings of a worker that concern its browsers.
 *
 * @param module folder with the jars of the rendering module; empty if it has to be on the class
 *     path
 * @param chromium the browser's program
 * @param browsers pages rendered at once
 */
record RenderModule(String module, Path chromium, int browsers) {

  private static final Pattern ANY = Pattern.compile(".*");

  static RenderModule read(SettingsReader reader) {
    return new RenderModule(
        reader.text("render.module", "", ANY, "must be a folder"),
        Path.of(reader.text("render.chromium", "/usr/bin/chromium", ANY, "must be a program")),
        reader.integer("render.browsers", 1, 1, 100));
  }

  /** The module; empty if the worker does not have it, or has no browser for it. */
  Optional<RendererProvider> provider() {
    return Files.isExecutable(chromium)
        ? RendererProvider.find(module.isEmpty() ? null : Path.of(module))
        : Optional.empty();
  }

  /** Labels that the worker has by its settings, and that of a browser if it has one. */
  Map<String, String> labels(Map<String, String> given) {
    var labels = new HashMap<>(given);
    if (provider().isPresent()) {
      labels.putAll(TaskSpec.RENDERS);
    }
    return labels;
  }
}
