package io.crawlkeeper.worker;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.crawlkeeper.settings.SettingsReader;
import io.crawlkeeper.worker.crawl.fetch.Secrets;
import java.io.IOException;
import java.nio.charset.CharacterCodingException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Secrets from the settings, and from a folder with a file for each. Files are read when they are
 * asked for, so that a new password needs no restart.
 */
final class WorkerSecrets implements Secrets {
  private static final Logger log = LoggerFactory.getLogger(WorkerSecrets.class);
  private static final Pattern NAME = Pattern.compile("[A-Za-z0-9][A-Za-z0-9_.-]{0,62}");
  private static final int LARGEST = 64 << 10;

  private final Map<String, String> values;
  private final @Nullable Path folder;

  WorkerSecrets(Map<String, String> values, @Nullable Path folder) {
    this.values = Map.copyOf(values);
    this.folder = folder;
  }

  static WorkerSecrets read(SettingsReader reader) {
    var folder = reader.text("secrets-folder", "");
    return new WorkerSecrets(
        reader.secrets("secrets"), folder.isEmpty() ? null : Path.of(folder).toAbsolutePath());
  }

  @Override
  public @Nullable String find(String name) {
    if (!NAME.matcher(name).matches()) {
      return null;
    }
    var value = values.get(name);
    return value != null || folder == null ? value : read(folder.resolve(name));
  }

  @Override
  public String toString() {
    return "secrets " + values.keySet();
  }

  private static @Nullable String read(Path file) {
    try {
      if (!Files.isRegularFile(file) || Files.size(file) > LARGEST) {
        return null;
      }
      // Editors end the last line, which is no part of a password.
      return Files.readString(file, UTF_8).stripTrailing();
    } catch (CharacterCodingException e) {
      log.warn("The secret {} is no text in UTF-8", file);
    } catch (IOException e) {
      log.warn("The secret {} cannot be read: {}", file, e.toString());
    }
    return null;
  }
}
