package io.crawlkeeper.worker.crawl.frontier;

import io.crawlkeeper.url.Fingerprint;
import java.io.IOException;
import java.util.Collection;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** What became of the URLs of a run that is live, as of its last commit. Safe for many threads. */
public interface PageLookup {

  /** Null if the run has not seen the URL, or keeps no more refusals. */
  @Nullable Sighting find(Fingerprint url) throws IOException;

  /**
   * How many URLs of each of these origins are known and not done. What it costs is for the number
   * of origins, whatever the size of the queue.
   *
   * @param origins scheme, host and port; those that the run has not met are left out
   */
  Map<String, Long> queued(Collection<String> origins) throws IOException;
}
