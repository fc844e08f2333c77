package io.crawlkeeper.worker.crawl;

import io.crawlkeeper.url.CrawlUrl;
import io.crawlkeeper.worker.crawl.extract.Item;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** What came of a trial of extraction rules. */
public sealed interface Trial {

  /**
   * @param status null if the page was given
   * @param links that a crawl would look at; its scope may leave some of them out
   * @param problems as they stand in the record of a page
   */
  record Tried(
      String url,
      @Nullable Integer status,
      List<Item> items,
      List<CrawlUrl> links,
      List<String> problems)
      implements Trial {
    public Tried {
      items = List.copyOf(items);
      links = List.copyOf(links);
      problems = List.copyOf(problems);
    }
  }

  /** There is no page to try the rules on; {@code error} says why. */
  record Rejected(String error) implements Trial {}
}
