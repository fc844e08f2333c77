package io.crawlkeeper.worker.crawl.frontier;

/** What a URL of the frontier is fetched for. */
public enum EntryKind {
  /** Its content. */
  PAGE,
  /** A robots.txt that is read for the sitemaps that it names. */
  ROBOTS_TXT,
  /** A sitemap, or an index of sitemaps. */
  SITEMAP
}
