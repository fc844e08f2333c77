package io.crawlkeeper.worker.crawl.frontier;

import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * What became of a URL.
 *
 * @param status of the response; null if there was none
 * @param type the Content-Type as sent
 * @param length bytes of the body without its Content-Encoding; null without a response
 * @param sha256 of the same bytes, in hexadecimal
 * @param fetchedAt when the request was sent, or given up
 * @param location where a redirect leads, in normal form if it can be crawled
 * @param referrer the page that linked here
 * @param error why there is no response, or what is wrong with it; {@code robots} if robots.txt
 *     forbids it
 * @param marks what was noticed about it
 * @param version by which a later run can ask whether it has changed; null if it has none
 */
public record PageRecord(
    String url,
    @Nullable Integer status,
    int depth,
    @Nullable String title,
    @Nullable String type,
    @Nullable Long length,
    @Nullable String sha256,
    Instant fetchedAt,
    @Nullable String location,
    @Nullable String referrer,
    @Nullable String error,
    Marks marks,
    @Nullable PageVersion version) {
  private static final int NOT_MODIFIED = 304;

  private static final String FORBIDDEN = "robots";

  /** The record of a URL that robots.txt forbids. */
  public static PageRecord forbidden(FrontierEntry entry, Instant at) {
    return unanswered(entry, at, FORBIDDEN, FORBIDDEN);
  }

  /**
   * The record of a URL that gave no response.
   *
   * @param errorClass one word for {@code error}
   */
  public static PageRecord unanswered(
      FrontierEntry entry, Instant at, String error, String errorClass) {
    return unanswered(entry.url().text(), entry.depth(), entry.referrer(), at, error)
        .with(Marks.of(entry.kind()).withErrorClass(errorClass));
  }

  /** The record of a URL that gave no response, if it is one at all. */
  public static PageRecord unanswered(
      String url, int depth, @Nullable String referrer, Instant at, @Nullable String error) {
    return new PageRecord(
        url,
        null,
        depth,
        null,
        null,
        null,
        null,
        at,
        null,
        referrer,
        error,
        Marks.NONE.withErrorClass("scope"),
        null);
  }

  /** The record of a response of which nothing was read but its head. */
  public static PageRecord bodiless(
      FrontierEntry entry, int status, @Nullable String type, Instant at, Marks marks) {
    return new PageRecord(
        entry.url().text(),
        status,
        entry.depth(),
        null,
        type,
        null,
        null,
        at,
        null,
        entry.referrer(),
        null,
        marks,
        null);
  }

  /** Whether robots.txt forbids it: it was not asked for, and is no page. */
  public boolean isForbidden() {
    return status == null && FORBIDDEN.equals(error);
  }

  /** The same but for the error. */
  public PageRecord withError(String message) {
    return new PageRecord(
        url, status, depth, title, type, length, sha256, fetchedAt, location, referrer, message,
        marks, version);
  }

  /** The same but for the marks. */
  public PageRecord with(Marks changed) {
    return new PageRecord(
        url, status, depth, title, type, length, sha256, fetchedAt, location, referrer, error,
        changed, version);
  }

  /** The same of a page that is still as the given run has stored it, so the site has said. */
  public PageRecord asUnchangedSince(String run) {
    return new PageRecord(
        url,
        NOT_MODIFIED,
        depth,
        title,
        type,
        length,
        sha256,
        fetchedAt,
        location,
        referrer,
        error,
        marks.asUnchangedSince(run),
        version);
  }
}
