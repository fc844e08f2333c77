package io.crawlkeeper.settings;

import java.nio.file.Path;
import java.util.regex.Pattern;

/**
 * Where results are kept.
 *
 * @param url {@code file:} and a folder
 */
public record StorageSettings(String url) {

  private static final String FILE = "file:";
  private static final Pattern FOLDER = Pattern.compile("file:[^?#]+");

  /**
   * @param data folder that the results are in unless a storage is named
   */
  static StorageSettings read(SettingsReader reader, Path data) {
    return new StorageSettings(
        reader.text(
            "storage.url",
            FILE + data.resolve("results"),
            FOLDER,
            "must be file:<folder>, such as file:/var/lib/crawlkeeper/results"));
  }

  /** The folder, absolute. */
  public Path folder() {
    return Path.of(url.substring(FILE.length())).toAbsolutePath().normalize();
  }
}
