package io.crawlkeeper.model;

import io.crawlkeeper.model.CrawlSpec.RenderSpec;
import org.jspecify.annotations.Nullable;

/**
 * Extraction rules that are to be tried on one page, as a master asks it of a worker.
 *
 * @param url of the page
 * @param page the page itself; null if it is to be fetched
 * @param contentType of a page that is given; null stands for {@code text/html}
 * @param fetch how to ask for the page; null stands for the default
 * @param render how a browser shows the page that is fetched; null if none does
 */
public record RuleTrial(
    String url,
    @Nullable String page,
    @Nullable String contentType,
    ExtractSpec extract,
    @Nullable FetchSpec fetch,
    @Nullable RenderSpec render) {

  /** Characters that a page may have. */
  public static final int LONGEST_PAGE = 5 << 20;
}
