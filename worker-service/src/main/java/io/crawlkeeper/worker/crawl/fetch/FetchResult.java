package io.crawlkeeper.worker.crawl.fetch;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static java.nio.charset.StandardCharsets.UTF_8;

import java.net.URI;
import org.jspecify.annotations.Nullable;

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

    /**
     * Where a redirect leads, as sent; null if this is none. Some servers send bytes of UTF-8 here,
     * though only ASCII is allowed.
     */
    public @Nullable String location() {
      var field = isRedirect() ? response.first("Location") : null;
      return field == null ? null : new String(field.getBytes(ISO_8859_1), UTF_8);
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
