package io.crawlkeeper.worker.crawl.sink;

import io.crawlkeeper.model.Run;
import io.crawlkeeper.storage.SegmentPlace;
import io.crawlkeeper.storage.Storage;

/**
 * Where an attempt leaves its results.
 *
 * @param folder of the run within the storage
 * @param attempt number that no other attempt of the run has
 * @param full bytes from which on a segment is followed by another
 */
public record RunPlace(Storage storage, String folder, int attempt, long full) {

  /** Bytes from which on a segment is followed by another, unless something else is asked. */
  public static final long FULL = 1L << 30;

  public static RunPlace of(Storage storage, Run run, long full) {
    return new RunPlace(storage, folder(run), run.attempt(), full);
  }

  /** The folder of a run within any storage. */
  public static String folder(Run run) {
    return run.task() + "/" + run.id();
  }

  SegmentPlace segment(String name) {
    return new SegmentPlace(folder, attempt, name);
  }
}
