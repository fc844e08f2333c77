package io.crawlkeeper.worker.crawl.sink;

import io.crawlkeeper.worker.crawl.fetch.Exchange;
import org.jspecify.annotations.Nullable;

/**
 * An exchange to be kept.
 *
 * @param rendered the document that a browser has made of it, which is what was read; null if the
 *     response was read as it is
 */
public record Capture(Exchange exchange, @Nullable String rendered) {}
