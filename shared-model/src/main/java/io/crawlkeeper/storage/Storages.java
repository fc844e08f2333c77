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
      return settings.s3() ? S3Storage.open(settings) : FolderStorage.open(settings.folder());
    } catch (IOException e) {
      throw settings.s3() ? bucket(settings, e) : folder(settings, e);
    }
  }

  private static StartRefused folder(StorageSettings settings, IOException e) {
    return new StartRefused(
        "Results cannot be kept in the folder %s: %s.".formatted(settings.folder(), e),
        "Make the folder writable for this process, or name another by crawlkeeper.storage.url.");
  }

  private static StartRefused bucket(StorageSettings settings, IOException e) {
    return new StartRefused(
        "Results cannot be kept in %s%s: %s."
            .formatted(
                settings.url(),
                settings.endpoint().isEmpty() ? "" : " at " + settings.endpoint(),
                e.getMessage()),
        "Make the bucket, and check crawlkeeper.storage.url, crawlkeeper.storage.endpoint,"
            + " crawlkeeper.storage.region, crawlkeeper.storage.access-key and"
            + " crawlkeeper.storage.secret-key.");
  }
}
