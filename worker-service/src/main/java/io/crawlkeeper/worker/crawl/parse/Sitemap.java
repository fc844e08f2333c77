package io.crawlkeeper.worker.crawl.parse;

import io.crawlkeeper.url.CrawlUrl;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What a sitemap says.
 *
 * @param pages in the order of the file
 * @param sitemaps those of an index, in the order of the file
 * @param complaint what could not be read, or was left out; null if nothing was
 */
public record Sitemap(List<Page> pages, List<CrawlUrl> sitemaps, @Nullable String complaint) {
  public Sitemap {
    pages = List.copyOf(pages);
    sitemaps = List.copyOf(sitemaps);
  }

  /**
   * A page that it names.
   *
   * @param priority from -5 to 7: what the site says, and more if the page has changed of late
   */
  public record Page(CrawlUrl url, int priority) {}
}
