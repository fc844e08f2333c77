package io.crawlkeeper.worker.crawl.parse;

import io.crawlkeeper.worker.crawl.url.CrawlUrl;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What a page says.
 *
 * @param title without white space around it; null if there is none
 * @param links in the order of the page, each once
 */
public record ParsedPage(@Nullable String title, List<CrawlUrl> links) {
  public static final ParsedPage EMPTY = new ParsedPage(null, List.of());

  public ParsedPage {
    links = List.copyOf(links);
  }
}
