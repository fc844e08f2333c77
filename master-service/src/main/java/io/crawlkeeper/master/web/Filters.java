package io.crawlkeeper.master.web;

import io.crawlkeeper.master.cluster.TaskState;
import io.crawlkeeper.model.Suggestion;
import io.crawlkeeper.model.Tick;
import io.crawlkeeper.model.Words;
import java.time.Instant;
import java.time.format.DateTimeParseException;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.regex.Pattern;

/**
 * The forms of filters. What is wrong is said by the message of an {@link
 * IllegalArgumentException}: "must be …".
 */
final class Filters {

  private static final Pattern LIMIT = Pattern.compile("[1-9]\\d{0,2}|1000");
  private static final int LONGEST = 253;

  /** Beyond these, calendars and databases have no times, or not the same. */
  private static final Instant FIRST = Instant.parse("0001-01-01T00:00:00Z");

  private static final Instant END = Instant.parse("+10000-01-01T00:00:00Z");

  private Filters() {}

  static int limit(String text) {
    if (!LIMIT.matcher(text).matches()) {
      throw new IllegalArgumentException("must be a whole number from 1 to 1000");
    }
    return Integer.parseInt(text);
  }

  static Boolean truth(String text) {
    if (!text.equals("true") && !text.equals("false")) {
      throw new IllegalArgumentException("must be true or false");
    }
    return text.equals("true");
  }

  static TaskState state(String text) {
    return one(TaskState.values(), text);
  }

  static Tick.Outcome outcome(String text) {
    return one(Tick.Outcome.values(), text);
  }

  private static <E extends Enum<E>> E one(E[] values, String text) {
    var word = word(Arrays.stream(values).map(Words::of).toList(), text);
    return Arrays.stream(values)
        .filter(value -> Words.of(value).equals(word))
        .findFirst()
        .orElseThrow();
  }

  /** One of these words. */
  static String word(List<String> words, String text) {
    if (!words.contains(text)) {
      throw new IllegalArgumentException(
          "must be one of " + String.join(", ", words) + Suggestion.of(text, words));
    }
    return text;
  }

  static Instant instant(String text) {
    Instant instant;
    try {
      instant = Instant.parse(text);
    } catch (DateTimeParseException e) {
      throw new IllegalArgumentException("must be a time such as 2026-03-01T12:00:00Z", e);
    }
    if (instant.isBefore(FIRST) || !instant.isBefore(END)) {
      throw new IllegalArgumentException("must be a time in the years 0001 to 9999");
    }
    return instant;
  }

  /** Also takes the form of {@code assignedNode}, whose address says nothing more. */
  static String worker(String text) {
    var end = text.indexOf('|');
    return notEmpty(end < 0 ? text : text.substring(0, end));
  }

  /** Whether that is the id of the worker, or its name with incarnation. */
  static boolean isCalled(String worker, String idOrName) {
    return worker.equals(idOrName)
        || worker.substring(0, Math.max(0, worker.lastIndexOf('.'))).equals(idOrName);
  }

  static String text(String text) {
    return notEmpty(text).toLowerCase(Locale.ROOT);
  }

  private static String notEmpty(String text) {
    if (text.isBlank() || text.length() > LONGEST) {
      throw new IllegalArgumentException("must be 1 to 253 characters");
    }
    return text;
  }
}
