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
 * @param errorClass one word for {@code error} that stays the same; null without one
 * @param unchanged whether an earlier run has stored the same content, and this one has not
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
    @Nullable String errorClass,
    boolean unchanged) {

  /** The record of a URL that gave no response. */
  public static PageRecord unanswered(
      FrontierEntry entry, Instant at, String error, String errorClass) {
    return new PageRecord(
        entry.url().text(),
        null,
        entry.depth(),
        null,
        null,
        null,
        null,
        at,
        null,
        entry.referrer(),
        error,
        errorClass,
        false);
  }

  /** The record of a URL that gave no response, if it is one at all. */
  public static PageRecord unanswered(
      String url, int depth, @Nullable String referrer, Instant at, @Nullable String error) {
    return new PageRecord(
        url, null, depth, null, null, null, null, at, null, referrer, error, "scope", false);
  }
}
