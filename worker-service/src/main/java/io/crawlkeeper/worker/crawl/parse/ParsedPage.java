package io.crawlkeeper.worker.crawl.parse;

import io.crawlkeeper.url.CrawlUrl;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What a page says.
 *
 * @param title without white space around it; null if there is none
 * @param base what its references are relative to
 * @param links in the order of the page, each once
 * @param unusable references that lead to no URL that can be crawled; the first hundred
 * @param directives those of its meta elements
 * @param canonical the URL that it names as that of its original; null if it names none
 * @param content the page itself
 * @param simhash see {@link SimHash}; null if it has no text to speak of
 * @param complaint what of the page was left out, and why; null if nothing was
 */
public record ParsedPage(
    @Nullable String title,
    CrawlUrl base,
    List<Link> links,
    List<Unusable> unusable,
    Directives directives,
    @Nullable CrawlUrl canonical,
    Content content,
    @Nullable String simhash,
    @Nullable String complaint) {

  public ParsedPage {
    links = List.copyOf(links);
    unusable = List.copyOf(unusable);
  }

  /** A page at {@code url} that is no HTML. */
  public static ParsedPage of(CrawlUrl url, Content content, @Nullable String simhash) {
    return new ParsedPage(
        null, url, List.of(), List.of(), Directives.NONE, null, content, simhash, null);
  }

  /** Nothing. */
  public static ParsedPage empty(CrawlUrl url) {
    return of(url, new Content.None(), null);
  }
}
