package io.crawlkeeper.worker.crawl.frontier;

import io.crawlkeeper.worker.crawl.url.CrawlUrl;
import io.crawlkeeper.worker.crawl.url.Fingerprint;
import org.jspecify.annotations.Nullable;

/** A URL in scope that was found; the frontier decides whether it is new. */
public record FrontierLink(
    CrawlUrl url, Fingerprint fingerprint, int depth, int hops, @Nullable String referrer) {

  public static FrontierLink seed(CrawlUrl url) {
    return new FrontierLink(url, Fingerprint.of(url), 0, 0, null);
  }
}
