package io.crawlkeeper.worker.crawl.frontier;

/**
 * Where the response of a page is kept.
 *
 * @param segment name of the file within the run's results
 * @param offset of its first byte
 * @param length in bytes
 */
public record Stored(String segment, long offset, long length) {}
