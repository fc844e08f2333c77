package io.crawlkeeper.worker.crawl.live;

import io.crawlkeeper.worker.crawl.frontier.Sighting;
import java.io.IOException;
import java.util.Collection;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Pages that do not change.
 *
 * @param queues null if they cannot be asked
 */
public record FixedPages(Map<String, Sighting> pages, @Nullable Map<String, Long> queues)
    implements LivePages {
  public static final FixedPages NONE = new FixedPages(Map.of(), Map.of());

  @Override
  public @Nullable Sighting find(String url) {
    return pages.get(url);
  }

  @Override
  public Map<String, Long> queued(Collection<String> hosts) throws IOException {
    if (queues == null) {
      throw new IOException("no answer");
    }
    return queues;
  }
}
