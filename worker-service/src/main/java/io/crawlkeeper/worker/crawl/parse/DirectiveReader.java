package io.crawlkeeper.worker.crawl.parse;

import java.time.DateTimeException;
import java.time.Instant;
import java.time.LocalDate;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.time.ZonedDateTime;
import java.time.format.DateTimeFormatter;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Reads the directives of robots meta elements and of {@code X-Robots-Tag} fields. Of those that
 * are for all crawlers and those that are for us the sum counts, as other crawlers do it.
 */
public final class DirectiveReader {
  private static final String PRODUCT = "crawlkeeper";
  private static final String EXPIRY = "unavailable_after";

  /** Directives that have a value after a colon, and so look like the name of a crawler. */
  private static final Set<String> WITH_VALUE =
      Set.of(EXPIRY, "max-snippet", "max-image-preview", "max-video-preview");

  private static final List<DateTimeFormatter> DATES =
      List.of(
          DateTimeFormatter.ISO_OFFSET_DATE_TIME,
          DateTimeFormatter.RFC_1123_DATE_TIME,
          pattern("EEEE, dd-MMM-yy HH:mm:ss z"),
          pattern("d MMM yyyy HH:mm:ss z"),
          pattern("d-MMM-yyyy HH:mm:ss z"));

  private DirectiveReader() {}

  /** Whether a meta element of that name speaks to us. */
  static boolean isForUs(String name) {
    return name.equalsIgnoreCase("robots") || name.equalsIgnoreCase(PRODUCT);
  }

  /** The content of a robots meta element. */
  static Directives ofMeta(String content, Instant now) {
    return read(content, now, true);
  }

  /**
   * The sum of the fields {@code X-Robots-Tag} of one response.
   *
   * @param fields their values
   */
  public static Directives ofFields(List<String> fields, Instant now) {
    var sum = Directives.NONE;
    for (var field : fields) {
      sum = sum.and(read(field, now, false));
    }
    return sum;
  }

  private static Directives read(String text, Instant now, boolean meta) {
    var sum = Directives.NONE;
    var forUs = true;
    var rest = text.toLowerCase(Locale.ROOT);
    while (!rest.isEmpty()) {
      var token = token(rest);
      rest = rest.substring(Math.min(rest.length(), token.length() + 1));
      var colon = token.indexOf(':');
      var name = (colon < 0 ? token : token.substring(0, colon)).strip();
      if (colon >= 0 && !meta && !WITH_VALUE.contains(name)) {
        forUs = name.equals(PRODUCT);
        // What follows the name is the first directive for that crawler.
        rest = token.substring(colon + 1) + (rest.isEmpty() ? "" : "," + rest);
      } else if (forUs) {
        sum = sum.and(directive(name, colon < 0 ? "" : token.substring(colon + 1).strip(), now));
      }
    }
    return sum;
  }

  /** Up to the next comma; but a date may have one behind the name of its day. */
  private static String token(String rest) {
    var end = rest.indexOf(',');
    if (end > 0 && rest.stripLeading().startsWith(EXPIRY) && isWord(rest, end)) {
      end = rest.indexOf(',', end + 1);
    }
    return end < 0 ? rest : rest.substring(0, end);
  }

  private static boolean isWord(String rest, int end) {
    var day = rest.substring(rest.indexOf(':') + 1, end).strip();
    return !day.isEmpty() && day.chars().allMatch(Character::isLetter);
  }

  private static Directives directive(String name, String value, Instant now) {
    return switch (name) {
      case "none" -> new Directives(true, true);
      case "noindex" -> new Directives(true, false);
      case "nofollow" -> new Directives(false, true);
      case EXPIRY -> {
        var expiry = date(value);
        yield new Directives(expiry != null && !now.isBefore(expiry), false);
      }
      default -> Directives.NONE;
    };
  }

  private static @Nullable Instant date(String value) {
    for (var format : DATES) {
      try {
        return format.parse(value, ZonedDateTime::from).toInstant();
      } catch (DateTimeException e) {
        // Another form, perhaps.
      }
    }
    return day(value);
  }

  private static @Nullable Instant day(String value) {
    try {
      return value.contains("t")
          ? OffsetDateTime.parse(value.toUpperCase(Locale.ROOT)).toInstant()
          : LocalDate.parse(value).atStartOfDay().toInstant(ZoneOffset.UTC);
    } catch (DateTimeException e) {
      return null;
    }
  }

  private static DateTimeFormatter pattern(String text) {
    return new java.time.format.DateTimeFormatterBuilder()
        .parseCaseInsensitive()
        .appendPattern(text)
        .toFormatter(Locale.ENGLISH);
  }
}
