package io.crawlkeeper.worker.crawl.politeness;

import java.time.Duration;
import org.jspecify.annotations.Nullable;

/** How a host took a request. */
public sealed interface Reception {
  Reception SERVED = new Served();
  Reception SILENT = new Silent();

  /** It answered. */
  record Served() implements Reception {}

  /** It gave no answer, which says nothing about its load. */
  record Silent() implements Reception {}

  /**
   * It asked for less (429, 503).
   *
   * @param retryAfter how long it wants to be left alone; null if it did not say
   */
  record Overloaded(@Nullable Duration retryAfter) implements Reception {}
}
