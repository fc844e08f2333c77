package io.crawlkeeper.worker.crawl.parse;

/**
 * A reference that leads to nothing that can be crawled.
 *
 * @param text as it stands in the page, or the beginning of it
 * @param reason for people
 */
public record Unusable(String text, String reason) {}
