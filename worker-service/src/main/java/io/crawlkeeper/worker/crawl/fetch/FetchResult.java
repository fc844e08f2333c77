package io.crawlkeeper.worker.crawl.fetch;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static java.nio.charset.StandardCharsets.UTF_8;

import org.jspecify.annotations.Nullable;

/** What came of a fetch. */
public sealed interface FetchResult {

  /** A response, complete or cut at the limit. */
  record Received(HttpHead request, HttpHead response, int status, Body body)
      implements FetchResult, Exchange {

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

  /** The page is as an earlier run has stored it (status 304). */
  record Unchanged(HttpHead request, HttpHead response) implements FetchResult {}

  /**
   * A response of a type that the task does not want; its body was not read, or not to its end.
   *
   * @param reason for people
   */
  record Unwanted(HttpHead response, int status, String reason) implements FetchResult {}

  /**
   * No whole response.
   *
   * @param error for people
   */
  record Failed(FailureKind kind, String error) implements FetchResult {

    /** Whether another try would be in vain. */
    public boolean lasting() {
      return kind.lasting();
    }
  }
}
