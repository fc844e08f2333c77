package io.crawlkeeper.worker.crawl.politeness;

import java.time.Duration;
import org.jspecify.annotations.Nullable;

/** How a host took a request. */
public sealed interface Reception {
  Reception SERVED = new Served();
  Reception SILENT = new Silent();

  /** It answered. */
  record Served() implements Reception {}

  /** Nothing was learned of its load. */
  record Silent() implements Reception {}

  /**
   * No answer came though one should have: the connection was refused or broke, or time ran out.
   *
   * @param why for people
   */
  record Unanswered(String why) implements Reception {}

  /**
   * It asked for less (429, 503).
   *
   * @param retryAfter how long it wants to be left alone; null if it did not say
   * @param why for people
   */
  record Overloaded(@Nullable Duration retryAfter, String why) implements Reception {
    public Overloaded(@Nullable Duration retryAfter) {
      this(retryAfter, "it asked for fewer requests");
    }
  }
}
