package io.crawlkeeper.worker.crawl.frontier;

import org.jspecify.annotations.Nullable;

/** What is known of a URL that a run has seen. */
public sealed interface Sighting {
  String url();

  /** It is at its end. */
  record Visited(PageRecord page, @Nullable Stored stored) implements Sighting {
    @Override
    public String url() {
      return page.url();
    }
  }

  /**
   * It waits for its turn; after the end of the run: a limit was reached before.
   *
   * @param referrer the page that links here first; null for a seed
   */
  record Waiting(String url, @Nullable String referrer) implements Sighting {}

  /**
   * It is not taken.
   *
   * @param reason for people
   * @param referrer the page that links here first; null for a seed
   */
  record Denied(String url, String reason, @Nullable String referrer) implements Sighting {}
}
