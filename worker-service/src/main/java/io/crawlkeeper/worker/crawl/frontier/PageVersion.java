package io.crawlkeeper.worker.crawl.frontier;

import java.time.DateTimeException;
import java.time.Instant;
import java.time.ZonedDateTime;
import java.time.format.DateTimeFormatter;
import org.jspecify.annotations.Nullable;

/**
 * What a site calls the version of a page that it has sent (RFC 9110, 8.8): with it a later run can
 * ask whether there is another.
 *
 * @param etag as sent, with its quotes; null if there was none that can be sent back
 * @param lastModified as sent; null if there was none that is a time
 */
public record PageVersion(@Nullable String etag, @Nullable String lastModified) {
  /** Of an ETag; longer ones are left out, as every record of the page would carry them. */
  private static final int LONGEST = 500;

  /**
   * What is valid of the fields of a response.
   *
   * @return null if nothing is
   */
  public static @Nullable PageVersion of(@Nullable String etag, @Nullable String lastModified) {
    var tag = isTag(etag) ? etag : null;
    var time = time(lastModified) == null ? null : lastModified;
    return tag == null && time == null ? null : new PageVersion(tag, time);
  }

  /** The same without the time if that is too near to {@code seen} to tell two versions apart. */
  public @Nullable PageVersion before(Instant seen) {
    var time = time(lastModified);
    return time == null || time.isBefore(seen) ? this : of(etag, null);
  }

  /** Only what is ASCII: nobody knows how a server wants to have other bytes back. */
  private static boolean isTag(@Nullable String etag) {
    if (etag == null || etag.length() > LONGEST) {
      return false;
    }
    var start = etag.startsWith("W/") ? 2 : 0;
    var end = etag.length() - 1;
    return end > start
        && etag.charAt(start) == '"'
        && etag.charAt(end) == '"'
        && etag.substring(start + 1, end).chars().allMatch(c -> c > ' ' && c < 0x7f && c != '"');
  }

  private static @Nullable Instant time(@Nullable String field) {
    if (field == null || field.length() > 40 || !field.endsWith(" GMT")) {
      return null;
    }
    try {
      return ZonedDateTime.parse(field, DateTimeFormatter.RFC_1123_DATE_TIME).toInstant();
    } catch (DateTimeException e) {
      return null;
    }
  }
}
