package io.crawlkeeper.storage;

import java.io.IOException;
import java.util.List;

/**
 * Port to items as rows of a table. They are seen when their run has ended and not before. Safe for
 * use by many threads; calls block, and can throw {@link ItemsAwayException}.
 */
public interface ItemStore {

  /**
   * Writes rows, all or none. A row of the same sequence that an earlier attempt has written gives
   * way; one that a later attempt has written stays.
   */
  void write(String run, int attempt, List<Row> rows) throws IOException;

  /** Makes the first {@code count} items of a run visible. May be done again. */
  void publish(String run, String task, long count) throws IOException;

  /** Removes all items of a run. */
  void remove(String run) throws IOException;

  /**
   * An item.
   *
   * @param sequence within the run, from 0
   * @param position within the page, from 0
   * @param fields a JSON object
   */
  record Row(long sequence, String kind, String page, int position, String fields) {}
}
