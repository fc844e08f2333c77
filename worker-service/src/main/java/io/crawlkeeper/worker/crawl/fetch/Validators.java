package io.crawlkeeper.worker.crawl.fetch;

import io.crawlkeeper.worker.crawl.url.CrawlUrl;
import org.jspecify.annotations.Nullable;

/** What is known of pages from an earlier run of the task. Safe for use by many threads. */
@FunctionalInterface
public interface Validators {
  Validators NONE = url -> null;

  /** Null if nothing is. May block for about as long as a read from a disk. */
  @Nullable Known find(CrawlUrl url);
}
