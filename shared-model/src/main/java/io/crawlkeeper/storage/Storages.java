package io.crawlkeeper.storage;

import io.crawlkeeper.settings.StartRefused;
import io.crawlkeeper.settings.StorageSettings;
import java.io.IOException;

/** Opens the storage that the settings name. */
public final class Storages {

  private Storages() {}

  /**
   * @throws StartRefused if it cannot be used; within some seconds
   */
  public static Storage open(StorageSettings settings) {
    try {
      return FolderStorage.open(settings.folder());
    } catch (IOException e) {
      throw new StartRefused(
          "Results cannot be kept in the folder %s: %s.".formatted(settings.folder(), e),
          "Make the folder writable for this process, or name another by crawlkeeper.storage.url.");
    }
  }
}
