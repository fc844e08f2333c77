package io.crawlkeeper.worker.crawl.extract;

import io.crawlkeeper.url.CrawlUrl;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * What the rules of a task give for one page.
 *
 * @param items by kind, in the order of the page
 * @param links to follow, with their priorities, in the order in which they were chosen; null means
 *     all that the page has
 * @param problems for people, bounded; the same one is there once, with how often it came up
 */
public record Extraction(
    List<Item> items, @Nullable Map<CrawlUrl, Integer> links, List<String> problems) {
  public static final Extraction NONE = new Extraction(List.of(), null, List.of());

  public Extraction {
    items = List.copyOf(items);
    links = links == null ? null : Collections.unmodifiableMap(new LinkedHashMap<>(links));
    problems = List.copyOf(problems);
  }
}
