package io.crawlkeeper.worker.crawl.extract;

import io.crawlkeeper.url.CrawlUrl;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What the rules of a task give for one page.
 *
 * @param items by kind, in the order of the page
 * @param links to follow, each once; null means all that the page has
 * @param problems for people, bounded; the same one is there once, with how often it came up
 */
public record Extraction(List<Item> items, @Nullable List<CrawlUrl> links, List<String> problems) {
  public static final Extraction NONE = new Extraction(List.of(), null, List.of());

  public Extraction {
    items = List.copyOf(items);
    links = links == null ? null : List.copyOf(links);
    problems = List.copyOf(problems);
  }
}
