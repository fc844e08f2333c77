package io.crawlkeeper.worker.crawl.frontier;

import io.crawlkeeper.worker.crawl.url.CrawlUrl;
import io.crawlkeeper.worker.crawl.url.Fingerprint;
import org.jspecify.annotations.Nullable;

/**
 * A URL in scope that was found; the frontier decides whether it is new.
 *
 * @param priority the larger comes first within its host; 0 where nothing gives one
 * @param referrer the page that links here; null for a seed
 */
public record FrontierLink(
    CrawlUrl url,
    Fingerprint fingerprint,
    int depth,
    int hops,
    int priority,
    @Nullable String referrer) {

  /** One that nothing gives a priority. */
  public FrontierLink(
      CrawlUrl url, Fingerprint fingerprint, int depth, int hops, @Nullable String referrer) {
    this(url, fingerprint, depth, hops, 0, referrer);
  }

  public static FrontierLink seed(CrawlUrl url) {
    return new FrontierLink(url, Fingerprint.of(url), 0, 0, null);
  }
}
