package io.crawlkeeper.worker.crawl;

import java.util.LinkedHashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Which page of this attempt was the first of its content, for the contents that came last. Safe
 * for use by many threads.
 */
final class Copies {
  /** About 10 MB. */
  private static final int MOST = 50_000;

  private final Map<String, String> first =
      new LinkedHashMap<>(1_024, 0.75f, true) {
        private static final long serialVersionUID = 1;

        @Override
        protected boolean removeEldestEntry(Map.Entry<String, String> eldest) {
          return size() > MOST;
        }
      };

  /** The URL at which the content was seen before; null if it was not. */
  synchronized @Nullable String original(String sha256, String url) {
    var known = first.putIfAbsent(sha256, url);
    return url.equals(known) ? null : known;
  }
}
