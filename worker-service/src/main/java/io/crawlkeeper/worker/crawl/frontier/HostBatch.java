package io.crawlkeeper.worker.crawl.frontier;

import java.util.List;

/**
 * Entries of one origin, in the order in which they are to be fetched.
 *
 * @param origin scheme, host and port
 */
public record HostBatch(String origin, List<FrontierEntry> entries) {
  public HostBatch {
    entries = List.copyOf(entries);
  }
}
