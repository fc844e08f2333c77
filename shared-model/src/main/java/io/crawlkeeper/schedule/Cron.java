package io.crawlkeeper.schedule;

import java.time.LocalDateTime;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.springframework.scheduling.support.CronExpression;

/**
 * A cron expression, as a set of local times. What local times mean where clocks are changed is not
 * decided here: the library is never shown a zone.
 */
public final class Cron {

  private static final String ANY = "*";
  private static final int LONGEST = 1000;
  private static final Pattern SPACE = Pattern.compile("\\s+");
  private static final Map<String, String> MACROS =
      new TreeMap<>(
          Map.of(
              "@yearly", "0 0 1 1 *",
              "@annually", "0 0 1 1 *",
              "@monthly", "0 0 1 * *",
              "@weekly", "0 0 * * 0",
              "@daily", "0 0 * * *",
              "@midnight", "0 0 * * *",
              "@hourly", "0 * * * *"));

  private final boolean fixed;
  private final List<CronExpression> either;

  private Cron(boolean fixed, List<CronExpression> either) {
    this.fixed = fixed;
    this.either = either;
  }

  /**
   * @throws IllegalArgumentException "must …" or "has …", if it is none
   */
  public static Cron parse(String text) {
    var fields = fields(split(text.strip()));
    var parsed = new EnumMap<CronField, String>(CronField.class);
    fields.forEach((field, given) -> parsed.put(field, field.parse(given)));
    return new Cron(isFixed(fields), either(parsed));
  }

  private static Map<CronField, String> fields(List<String> texts) {
    var fields = new EnumMap<CronField, String>(CronField.class);
    var each = texts.iterator();
    for (var field : CronField.values()) {
      fields.put(field, each.next());
    }
    return fields;
  }

  private static List<String> split(String text) {
    if (text.length() > LONGEST) {
      throw new IllegalArgumentException("must be at most %d characters".formatted(LONGEST));
    }
    var spelt = text.startsWith("@") ? macro(text) : text;
    var fields = new ArrayList<>(List.of(SPACE.split(spelt, -1)));
    var given = text.isEmpty() ? 0 : fields.size();
    if (given != 5 && given != 6) {
      throw new IllegalArgumentException(
          "must have 5 fields (minute, hour, day of month, month, day of week), or 6 with the"
              + " second before them, but has "
              + given);
    }
    if (given == 5) {
      fields.addFirst("0");
    }
    return fields;
  }

  private static String macro(String text) {
    var spelt = MACROS.get(text.toLowerCase(Locale.ROOT));
    if (spelt == null) {
      throw new IllegalArgumentException(
          "must be one of %s, or have 5 or 6 fields".formatted(String.join(", ", MACROS.keySet())));
    }
    return spelt;
  }

  private static boolean isFixed(Map<CronField, String> fields) {
    return Stream.of(CronField.MINUTE, CronField.HOUR)
        .map(field -> fields.getOrDefault(field, ANY))
        .noneMatch(field -> field.contains(ANY) || field.contains("/"));
  }

  /** Where both kinds of days are restricted, either is enough; to the library, both are needed. */
  private static List<CronExpression> either(Map<CronField, String> fields) {
    var byMonth = expression(anyIn(fields, CronField.DAY_OF_WEEK));
    var byWeek = expression(anyIn(fields, CronField.DAY_OF_MONTH));
    if (ANY.equals(fields.get(CronField.DAY_OF_WEEK))) {
      return List.of(byMonth);
    }
    return ANY.equals(fields.get(CronField.DAY_OF_MONTH))
        ? List.of(byWeek)
        : List.of(byMonth, byWeek);
  }

  private static Map<CronField, String> anyIn(Map<CronField, String> fields, CronField any) {
    var others = new EnumMap<>(fields);
    others.put(any, ANY);
    return others;
  }

  private static CronExpression expression(Map<CronField, String> parsed) {
    return CronExpression.parse(String.join(" ", parsed.values()));
  }

  /** Whether there is any day that it means. */
  public boolean comes() {
    return next(LocalDateTime.of(1970, 1, 1, 0, 0)) != null;
  }

  /** Whether its time of day is fixed: neither minute nor hour is a wildcard or has a step. */
  boolean fixed() {
    return fixed;
  }

  /** The first local time after this one that matches, or null if none ever does. */
  @Nullable LocalDateTime next(LocalDateTime after) {
    LocalDateTime first = null;
    for (var expression : either) {
      var next = expression.next(after);
      if (next != null && (first == null || next.isBefore(first))) {
        first = next;
      }
    }
    return first;
  }
}
