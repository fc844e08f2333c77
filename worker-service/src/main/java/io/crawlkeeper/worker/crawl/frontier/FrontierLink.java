package io.crawlkeeper.worker.crawl.frontier;

import io.crawlkeeper.url.CrawlUrl;
import io.crawlkeeper.url.Fingerprint;
import org.jspecify.annotations.Nullable;

/**
 * A URL in scope that was found; the frontier decides whether it is new.
 *
 * @param url to be requested
 * @param fingerprint of what the URL counts as: URLs of one fingerprint are one to the frontier,
 *     whatever they look like
 * @param kind what it is fetched for
 * @param priority higher ones come first within their host, before the depth is looked at; 0 is
 *     that of a plain link
 * @param referrer the page that links here; null for a seed
 */
public record FrontierLink(
    CrawlUrl url,
    Fingerprint fingerprint,
    int depth,
    int hops,
    @Nullable String referrer,
    EntryKind kind,
    int priority) {

  /** A page like any other. */
  public FrontierLink(
      CrawlUrl url, Fingerprint fingerprint, int depth, int hops, @Nullable String referrer) {
    this(url, fingerprint, depth, hops, referrer, EntryKind.PAGE, 0);
  }

  public static FrontierLink seed(CrawlUrl url) {
    return new FrontierLink(url, Fingerprint.of(url), 0, 0, null);
  }
}
