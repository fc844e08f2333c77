package io.crawlkeeper.worker.crawl.fetch;

import java.net.URI;

/** What came of a fetch. */
public sealed interface FetchResult {

  /** A response, complete or cut at the limit. */
  record Received(HttpHead request, HttpHead response, int status, Body body)
      implements FetchResult {

    /** Whether {@code status} is one that sends the client elsewhere. */
    public boolean isRedirect() {
      return switch (status) {
        case 301, 302, 303, 307, 308 -> response.first("Location") != null;
        default -> false;
      };
    }
  }

  /**
   * No whole response.
   *
   * @param error for people
   * @param lasting whether another try would be in vain
   */
  record Failed(String error, boolean lasting) implements FetchResult {}

  /** The failure of a URL that no request can name. */
  static Failed unsendable(URI uri, RuntimeException e) {
    return new Failed("not a URL that can be requested: " + uri + ": " + e.getMessage(), true);
  }
}
