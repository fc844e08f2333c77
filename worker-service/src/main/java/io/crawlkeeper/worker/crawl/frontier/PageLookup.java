package io.crawlkeeper.worker.crawl.frontier;

import io.crawlkeeper.worker.crawl.url.Fingerprint;
import java.io.IOException;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** What became of the URLs of a run that is live, as of its last commit. Safe for many threads. */
public interface PageLookup {

  /** Null if the run has not seen the URL, or keeps no more refusals. */
  @Nullable Sighting find(Fingerprint url) throws IOException;

  /** The hosts with the most URLs that wait, most first. */
  List<HostQueue> hosts(int most) throws IOException;

  /**
   * @param origin scheme, host and port
   * @param queued URLs that are known and not done
   * @param fetched responses, of any status
   */
  record HostQueue(String origin, long queued, long fetched) {}
}
