package io.crawlkeeper.schedule;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * The fields of a cron, in their order. Each checks what it is given, to say in plain words what is
 * wrong, and spells it out in ranges of numbers, which mean the same to every library.
 */
enum CronField {
  SECOND("second", 0, 59, ""),
  MINUTE("minute", 0, 59, ""),
  HOUR("hour", 0, 23, ""),
  DAY_OF_MONTH("day of month", 1, 31, ""),
  MONTH("month", 1, 12, "JAN FEB MAR APR MAY JUN JUL AUG SEP OCT NOV DEC"),
  /** 0 is Sunday, and so is 7. */
  DAY_OF_WEEK("day of week", 0, 6, "SUN MON TUE WED THU FRI SAT");

  private static final int SUNDAY_TOO = 7;
  private static final Pattern PART =
      Pattern.compile("(?<from>\\*|[0-9A-Za-z]+)(-(?<to>[0-9A-Za-z]+))?(/(?<step>[0-9]+))?");
  private static final Pattern NUMBER = Pattern.compile("[0-9]{1,3}");

  private final String word;
  private final int least;
  private final int most;
  private final String names;

  CronField(String word, int least, int most, String names) {
    this.word = word;
    this.least = least;
    this.most = most;
    this.names = names;
  }

  /**
   * @return the same in ranges of numbers; {@code *} only for what is not restricted
   * @throws IllegalArgumentException "has …", if it is none
   */
  String parse(String field) {
    if (field.equals("*") || (field.equals("?") && isDay())) {
      return "*";
    }
    var parts = new ArrayList<String>();
    for (var part : field.split(",", -1)) {
      parts.add(part(part));
    }
    return String.join(",", parts);
  }

  private boolean isDay() {
    return this == DAY_OF_MONTH || this == DAY_OF_WEEK;
  }

  private String part(String text) {
    var part = PART.matcher(text);
    if (!part.matches()) {
      throw wrong(text, form());
    }
    var first = part.group("from");
    var last = part.group("to");
    var step = part.group("step");
    if (first.equals("*")) {
      if (last != null) {
        throw wrong(text, form());
      }
      return range(text, least, most, step);
    }
    var from = value(text, first);
    return range(text, from, last == null ? (step == null ? from : most) : value(text, last), step);
  }

  private String range(String text, int first, int last, @Nullable String step) {
    var from = first == SUNDAY_TOO && this == DAY_OF_WEEK ? 0 : first;
    var to = first == last ? from : end(last);
    if (to < from) {
      throw wrong(text, "a range must rise; write one that wraps around as two, with a comma");
    }
    var by = step == null ? "" : "/" + step(text, step);
    return from == to ? Integer.toString(from) : from + "-" + to + by;
  }

  /** A range of days may end with the Sunday after. */
  private int end(int last) {
    return last == 0 && this == DAY_OF_WEEK ? SUNDAY_TOO : last;
  }

  private int step(String text, String step) {
    var number = number(step);
    if (number < 1 || number > most) {
      throw wrong(text, "a step must be from 1 to " + most);
    }
    return number;
  }

  private int value(String text, String value) {
    var name = names().indexOf(value.toUpperCase(Locale.ROOT));
    if (name >= 0) {
      return least + name;
    }
    var number = number(value);
    var largest = this == DAY_OF_WEEK ? SUNDAY_TOO : most;
    if (number < least || number > largest) {
      throw wrong(text, form());
    }
    return number;
  }

  private List<String> names() {
    return List.of(names.split(" ", -1));
  }

  /** -1 if it is none, or a large one. */
  private static int number(String text) {
    return NUMBER.matcher(text).matches() ? Integer.parseInt(text) : -1;
  }

  private String form() {
    var named =
        names.isEmpty() ? "" : " or %s to %s".formatted(names().getFirst(), names().getLast());
    return "it takes %d to %d%s, ranges such as %d-%d, steps such as */2, lists of these with commas, and *"
        .formatted(least, most, named, least + 1, least + 3);
  }

  private IllegalArgumentException wrong(String text, String why) {
    return new IllegalArgumentException("has '%s' as %s: %s".formatted(text, word, why));
  }
}
