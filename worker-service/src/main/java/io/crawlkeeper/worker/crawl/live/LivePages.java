package io.crawlkeeper.worker.crawl.live;

import io.crawlkeeper.worker.crawl.frontier.Sighting;
import java.io.IOException;
import java.util.Collection;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** The URLs of a run that is under way, as of its last commit. Safe for many threads; blocks. */
public interface LivePages {

  /**
   * What is known of a URL, in whatever spelling of those that count as one to the run.
   *
   * @return null if the run has not met it, or it is none
   */
  @Nullable Sighting find(String url) throws IOException;

  /**
   * How many URLs of each of these hosts are known and not done.
   *
   * @param hosts scheme, name and port; those that the run has not met are left out
   */
  Map<String, Long> queued(Collection<String> hosts) throws IOException;
}
