package io.crawlkeeper.worker.crawl.politeness;

import java.time.Duration;
import java.time.Instant;
import java.time.format.DateTimeFormatter;
import java.time.format.DateTimeParseException;
import org.jspecify.annotations.Nullable;

/** Reads the Retry-After field (RFC 9110, 10.2.3). */
public final class RetryAfter {
  private RetryAfter() {}

  /**
   * The time that {@code field} names, from {@code now}; never negative; null if there is no field
   * or it cannot be read.
   */
  public static @Nullable Duration parse(@Nullable String field, Instant now) {
    if (field == null) {
      return null;
    }
    var text = field.strip();
    if (!text.isEmpty() && text.chars().allMatch(c -> c >= '0' && c <= '9')) {
      return Duration.ofSeconds(text.length() > 9 ? 999_999_999 : Integer.parseInt(text));
    }
    try {
      var at = DateTimeFormatter.RFC_1123_DATE_TIME.parse(text, Instant::from);
      return at.isBefore(now) ? Duration.ZERO : Duration.between(now, at);
    } catch (DateTimeParseException e) {
      return null;
    }
  }
}
