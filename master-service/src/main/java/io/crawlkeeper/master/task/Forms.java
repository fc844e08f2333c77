package io.crawlkeeper.master.task;

import io.crawlkeeper.model.Suggestion;
import io.crawlkeeper.model.Words;
import java.time.DateTimeException;
import java.time.Duration;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.format.DateTimeParseException;
import java.util.Arrays;
import java.util.function.Function;

/**
 * The forms of texts that several parts of a task share. What is wrong is said by the message of an
 * {@link IllegalArgumentException}: "must be …".
 */
final class Forms {

  private static final Instant FIRST = Instant.EPOCH;
  private static final Instant LAST = Instant.parse("9999-12-31T23:59:59Z");

  private Forms() {}

  static Function<String, Duration> duration(Duration least, Duration most) {
    var form =
        "must be an ISO 8601 duration from %s to %s, such as PT10S"
            .formatted(iso(least), iso(most));
    return text -> {
      Duration duration;
      try {
        duration = Duration.parse(text);
      } catch (DateTimeParseException | ArithmeticException e) {
        throw new IllegalArgumentException(form, e);
      }
      require(duration.compareTo(least) >= 0 && duration.compareTo(most) <= 0, form);
      return duration;
    };
  }

  private static String iso(Duration duration) {
    return duration.toDays() > 0 ? "P" + duration.toDays() + "D" : duration.toString();
  }

  static Instant instant(String text) {
    var form =
        "must be a time in ISO 8601 with its offset, such as 2026-03-01T09:30:00Z or"
            + " 2026-03-01T09:30:00+02:00";
    Instant instant;
    try {
      instant = OffsetDateTime.parse(text).toInstant();
    } catch (DateTimeException e) {
      throw new IllegalArgumentException(form, e);
    }
    require(!instant.isBefore(FIRST) && !instant.isAfter(LAST), "must be from 1970 to 9999");
    return instant;
  }

  static <E extends Enum<E>> E word(E[] all, String word) {
    var words = Arrays.stream(all).map(Words::of).toList();
    var index = words.indexOf(word);
    require(
        index >= 0,
        "must be one of %s%s".formatted(String.join(", ", words), Suggestion.of(word, words)));
    return all[index];
  }

  static void require(boolean right, String form) {
    if (!right) {
      throw new IllegalArgumentException(form);
    }
  }
}
