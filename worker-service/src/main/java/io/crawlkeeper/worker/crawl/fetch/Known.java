package io.crawlkeeper.worker.crawl.fetch;

import io.crawlkeeper.worker.crawl.url.CrawlUrl;
import io.crawlkeeper.worker.crawl.url.UrlParser;
import java.util.List;
import java.util.Objects;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * A page as an earlier run has stored it.
 *
 * @param etag as sent then
 * @param lastModified as sent then
 * @param sha256 of its content, in hexadecimal
 * @param links of the page that may be followed; null if they are not known, and then the page is
 *     asked for in full, as no answer would tell where it leads
 */
public record Known(
    @Nullable String etag,
    @Nullable String lastModified,
    @Nullable String sha256,
    @Nullable List<String> links) {

  public Known {
    links = links == null ? null : List.copyOf(links);
  }

  /** Whether the server can be asked for it only if it has changed. */
  boolean isConditional() {
    return links != null && (etag != null || lastModified != null);
  }

  /** Tells where the page leads, as far as that is known. */
  public void follow(Consumer<CrawlUrl> follower) {
    if (links != null) {
      links.stream().map(UrlParser::parse).filter(Objects::nonNull).forEach(follower);
    }
  }
}
