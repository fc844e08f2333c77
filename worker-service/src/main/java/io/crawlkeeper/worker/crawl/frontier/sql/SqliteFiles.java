package io.crawlkeeper.worker.crawl.frontier.sql;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.regex.Pattern;

/** The files of all runs. */
record SqliteFiles(Path folder) {
  private static final Pattern NAME = Pattern.compile("([A-Za-z0-9_-]{1,100})\\.(\\d{1,9})\\.db");
  private static final List<String> PARTS = List.of("-wal", "-shm", "");

  /** Where an attempt keeps what it begins; the folder is there then. */
  Path of(String run, int attempt) throws IOException {
    var name = "%s.%d.db".formatted(run, attempt);
    if (!NAME.matcher(name).matches()) {
      throw new IOException("\"" + run + "\" cannot be the name of a file");
    }
    Files.createDirectories(folder);
    return folder.resolve(name);
  }

  /** Those of a run, the latest first. */
  List<Path> of(String run) throws IOException {
    return all().stream()
        .filter(file -> run.equals(part(file, 1)))
        .sorted(Comparator.<Path>comparingInt(file -> Integer.parseInt(part(file, 2))).reversed())
        .toList();
  }

  List<Path> all() throws IOException {
    var files = new ArrayList<Path>();
    try (var entries = Files.newDirectoryStream(folder, "*.db")) {
      for (var entry : entries) {
        if (NAME.matcher(entry.getFileName().toString()).matches()) {
          files.add(entry);
        }
      }
    } catch (NoSuchFileException e) {
      // No run has needed one yet.
    }
    return files;
  }

  private static String part(Path file, int group) {
    var matcher = NAME.matcher(file.getFileName().toString());
    return matcher.matches() ? matcher.group(group) : "";
  }

  /** The file itself last: as long as it is there, the rest can be found. */
  void delete(Path file) throws IOException {
    for (var part : PARTS) {
      Files.deleteIfExists(file.resolveSibling(file.getFileName() + part));
    }
  }
}
