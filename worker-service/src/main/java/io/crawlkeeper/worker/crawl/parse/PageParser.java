package io.crawlkeeper.worker.crawl.parse;

import io.crawlkeeper.worker.crawl.url.CrawlUrl;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import org.jsoup.Jsoup;
import org.jspecify.annotations.Nullable;

/** Reads HTML pages; anything else is an empty page. Safe for use by many threads. */
public final class PageParser {
  private final boolean heedsRobots;

  /**
   * @param heedsRobots whether a page may forbid that its links are followed
   */
  public PageParser(boolean heedsRobots) {
    this.heedsRobots = heedsRobots;
  }

  /**
   * @param type the Content-Type field; null if there is none
   * @param body without Content-Encoding; may be cut anywhere
   */
  public ParsedPage parse(CrawlUrl url, @Nullable String type, byte[] body) {
    if (!ContentType.isHtml(type, body)) {
      return ParsedPage.EMPTY;
    }
    try {
      var charset = ContentType.charset(type);
      var document = Jsoup.parse(new ByteArrayInputStream(body), charset, url.text());
      var links = new LinkCollector(url, heedsRobots);
      document.traverse(links);
      return new ParsedPage(links.title(), links.links());
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
