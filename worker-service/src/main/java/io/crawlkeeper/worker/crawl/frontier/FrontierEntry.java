package io.crawlkeeper.worker.crawl.frontier;

import io.crawlkeeper.url.CrawlUrl;
import org.jspecify.annotations.Nullable;

/**
 * A URL that is to be fetched.
 *
 * @param id names the entry within its frontier
 * @param depth links from a seed
 * @param hops redirects that led here in a row
 * @param tries made so far and failed
 * @param referrer the page that links here; null for a seed
 * @param kind as the {@link FrontierLink} said
 * @param priority as the {@link FrontierLink} said
 */
public record FrontierEntry(
    long id,
    CrawlUrl url,
    int depth,
    int hops,
    int tries,
    @Nullable String referrer,
    EntryKind kind,
    int priority) {

  /** A page like any other. */
  public FrontierEntry(
      long id, CrawlUrl url, int depth, int hops, int tries, @Nullable String referrer) {
    this(id, url, depth, hops, tries, referrer, EntryKind.PAGE, 0);
  }

  /** The entry of a link that has not been tried. */
  static FrontierEntry of(long id, FrontierLink link) {
    return new FrontierEntry(
        id,
        link.url(),
        link.depth(),
        link.hops(),
        0,
        link.referrer(),
        link.kind(),
        link.priority());
  }

  FrontierEntry triedAgain() {
    return new FrontierEntry(id, url, depth, hops, tries + 1, referrer, kind, priority);
  }
}
