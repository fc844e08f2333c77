package io.crawlkeeper.worker.crawl.frontier;

import io.crawlkeeper.worker.crawl.url.CrawlUrl;
import org.jspecify.annotations.Nullable;

/**
 * A URL that is to be fetched.
 *
 * @param id names the entry within its frontier
 * @param depth links from a seed
 * @param hops redirects that led here in a row
 * @param tries made so far and failed
 * @param referrer the page that links here; null for a seed
 */
public record FrontierEntry(
    long id, CrawlUrl url, int depth, int hops, int tries, @Nullable String referrer) {

  FrontierEntry triedAgain() {
    return new FrontierEntry(id, url, depth, hops, tries + 1, referrer);
  }
}
