package io.crawlkeeper.worker.crawl.fetch;

import io.crawlkeeper.url.CrawlUrl;
import org.jspecify.annotations.Nullable;

/** What is known of pages from earlier runs of the task. Safe for use by many threads. */
@FunctionalInterface
public interface Validators {
  Validators NONE = url -> null;

  /** Null if nothing is. May block for about as long as some reads of the results. */
  @Nullable Known find(CrawlUrl url);
}
