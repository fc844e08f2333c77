package io.crawlkeeper.systemtests.harness;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Comparator;

/** Where tests leave files: below {@code target/}, so that logs can be read after a failure. */
public final class Folders {

  private static final Path ROOT = Path.of("target", "system-tests").toAbsolutePath();

  private Folders() {}

  /** An empty folder of this name. */
  public static Path fresh(String name) {
    var folder = ROOT.resolve(name);
    try {
      if (Files.exists(folder)) {
        delete(folder);
      }
      return Files.createDirectories(folder);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static void delete(Path folder) throws IOException {
    try (var files = Files.walk(folder)) {
      for (var file : files.sorted(Comparator.reverseOrder()).toList()) {
        Files.delete(file);
      }
    }
  }
}
