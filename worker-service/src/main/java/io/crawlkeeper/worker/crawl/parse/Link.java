package io.crawlkeeper.worker.crawl.parse;

import io.crawlkeeper.url.CrawlUrl;

/**
 * A URL that a page links to.
 *
 * @param nofollow whether each of the page's links to it asks not to be followed
 */
public record Link(CrawlUrl url, boolean nofollow) {}
