package io.crawlkeeper.worker.crawl.frontier;

import java.io.IOException;

/** Takes what a run knows, one URL after the other. */
@FunctionalInterface
public interface IndexReader {
  void take(Sighting sighting) throws IOException;
}
