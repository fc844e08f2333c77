package io.crawlkeeper.master.web;

import io.crawlkeeper.master.cluster.TaskState;
import io.crawlkeeper.master.task.Suggestion;
import java.util.Arrays;
import java.util.Locale;
import java.util.regex.Pattern;

/**
 * The forms of filters. What is wrong is said by the message of an {@link
 * IllegalArgumentException}: "must be …".
 */
final class Filters {

  private static final Pattern LIMIT = Pattern.compile("[1-9]\\d{0,2}|1000");
  private static final int LONGEST = 253;

  private Filters() {}

  static int limit(String text) {
    if (!LIMIT.matcher(text).matches()) {
      throw new IllegalArgumentException("must be a whole number from 1 to 1000");
    }
    return Integer.parseInt(text);
  }

  static TaskState state(String text) {
    var words = Arrays.stream(TaskState.values()).map(TaskJson::word).toList();
    return Arrays.stream(TaskState.values())
        .filter(state -> TaskJson.word(state).equals(text))
        .findFirst()
        .orElseThrow(
            () ->
                new IllegalArgumentException(
                    "must be one of " + String.join(", ", words) + Suggestion.of(text, words)));
  }

  /** Also takes the form of {@code assignedNode}, whose address says nothing more. */
  static String worker(String text) {
    var end = text.indexOf('|');
    return notEmpty(end < 0 ? text : text.substring(0, end));
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
