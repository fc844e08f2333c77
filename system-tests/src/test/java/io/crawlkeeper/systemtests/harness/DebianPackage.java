package io.crawlkeeper.systemtests.harness;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.TimeUnit;

/** Real sites come from Debian's archive: large, well known, and always the same. */
public final class DebianPackage {

  private DebianPackage() {}

  /**
   * The folder that the package is unpacked in; empty where it cannot be had. Kept until the build
   * is cleaned.
   */
  public static synchronized Optional<Path> unpacked(String name)
      throws IOException, InterruptedException {
    var folder = Path.of("target", "debian", name).toAbsolutePath();
    var files = folder.resolve("files");
    if (Files.isDirectory(files)) {
      return Optional.of(files);
    }
    Files.createDirectories(folder);
    var archive = downloaded(name, folder);
    return archive.isPresent()
            && run(folder, "dpkg-deb", "-x", archive.get().toString(), files.toString())
        ? Optional.of(files)
        : Optional.empty();
  }

  /** The lists of packages may be missing or old; then they are fetched, where we may. */
  private static Optional<Path> downloaded(String name, Path folder)
      throws IOException, InterruptedException {
    if (!run(folder, "apt-get", "download", name)) {
      run(folder, "apt-get", "update");
      run(folder, "apt-get", "download", name);
    }
    try (var archives = Files.list(folder)) {
      return archives.filter(file -> file.toString().endsWith(".deb")).findFirst();
    }
  }

  private static boolean run(Path folder, String... command)
      throws IOException, InterruptedException {
    try {
      var log = folder.resolve("log.txt").toFile();
      var process =
          new ProcessBuilder(List.of(command))
              .directory(folder.toFile())
              .redirectErrorStream(true)
              .redirectOutput(ProcessBuilder.Redirect.appendTo(log))
              .start();
      return process.waitFor(2, TimeUnit.MINUTES) && process.exitValue() == 0;
    } catch (IOException e) {
      return false; // No such program: not a Debian system.
    }
  }
}
