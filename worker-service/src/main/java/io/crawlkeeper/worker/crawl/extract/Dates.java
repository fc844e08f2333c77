package io.crawlkeeper.worker.crawl.extract;

import java.time.DateTimeException;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.time.ZonedDateTime;
import java.time.format.DateTimeFormatter;
import java.time.format.ResolverStyle;
import java.time.temporal.TemporalAccessor;
import java.util.List;
import java.util.Locale;

/**
 * Dates and times as pages write them. They come out in ISO 8601: a time with its offset as one of
 * UTC, others as they are.
 */
final class Dates {
  private static final int LONGEST = 100;

  /** RFC 9110, section 5.6.7: the form of today, and the two that are obsolete. */
  private static final List<DateTimeFormatter> OF_HTTP =
      List.of(
          DateTimeFormatter.RFC_1123_DATE_TIME,
          DateTimeFormatter.ofPattern("EEEE, dd-MMM-yy HH:mm:ss z", Locale.ENGLISH),
          DateTimeFormatter.ofPattern("EEE MMM ppd HH:mm:ss yyyy", Locale.ENGLISH)
              .withZone(ZoneOffset.UTC));

  private static final DateTimeFormatter ISO =
      DateTimeFormatter.ofPattern(
              "uuuu-MM-dd['T'HH:mm[:ss[.SSSSSSSSS][.SSSSSS][.SSS]][XXX][XX][X]]", Locale.ROOT)
          .withResolverStyle(ResolverStyle.STRICT);

  private Dates() {}

  /**
   * @throws Unreadable if it is none of the forms
   */
  static String read(String text) {
    if (text.length() <= LONGEST) {
      // A blank in place of the T is common, and RFC 3339 allows for it.
      var iso = text.matches("\\d{4}-\\d\\d-\\d\\d \\d\\d:.*") ? text.replaceFirst(" ", "T") : text;
      try {
        return form(ISO.parseBest(iso, OffsetDateTime::from, LocalDateTime::from, LocalDate::from));
      } catch (DateTimeException e) {
        return ofHttp(text);
      }
    }
    throw new Unreadable("is too long to be a date");
  }

  private static String form(TemporalAccessor time) {
    return time instanceof OffsetDateTime full
        ? full.toInstant().toString()
        : time instanceof LocalDateTime local
            ? DateTimeFormatter.ISO_LOCAL_DATE_TIME.format(local)
            : time.toString();
  }

  private static String ofHttp(String text) {
    for (var format : OF_HTTP) {
      try {
        return ZonedDateTime.parse(text, format).toInstant().toString();
      } catch (DateTimeException e) {
        // It may be one of the others.
      }
    }
    throw new Unreadable("is no date of ISO 8601 or HTTP");
  }
}
