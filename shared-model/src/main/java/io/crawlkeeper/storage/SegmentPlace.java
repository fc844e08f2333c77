package io.crawlkeeper.storage;

/**
 * Where a segment is being written.
 *
 * @param folder of the run, such as {@code docs/2501-17}
 * @param attempt that writes; every attempt of a run has a number of its own
 * @param name of the file that the segment becomes
 */
public record SegmentPlace(String folder, int attempt, String name) {
  /**
   * @throws IllegalArgumentException if the folder or the name would lead elsewhere
   */
  public SegmentPlace {
    StoragePaths.check(folder, name);
  }
}
