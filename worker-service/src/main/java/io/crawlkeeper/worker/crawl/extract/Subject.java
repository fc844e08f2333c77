package io.crawlkeeper.worker.crawl.extract;

import io.crawlkeeper.url.CrawlUrl;
import java.util.function.Supplier;
import org.jsoup.nodes.Document;
import org.jspecify.annotations.Nullable;

/**
 * A page that rules are applied to.
 *
 * @param base what its references are relative to
 * @param document null if it is neither HTML nor XML
 * @param text as received, decoded when it is asked for; empty if it is no text
 */
public record Subject(
    CrawlUrl url, CrawlUrl base, @Nullable Document document, Supplier<String> text) {}
