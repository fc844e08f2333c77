package io.crawlkeeper.worker.crawl.frontier;

import java.util.List;

/**
 * Where a run stands.
 *
 * @param begun whether anything was ever committed; if not, the seeds are to be
 * @param refused URLs that are not taken, those beyond what is kept of them included
 */
public record Standing(boolean begun, Counts counts, long refused, List<SinkState> sinks) {
  public static final Standing NEW = new Standing(false, Counts.NONE, 0, List.of());

  public Standing {
    sinks = List.copyOf(sinks);
  }
}
