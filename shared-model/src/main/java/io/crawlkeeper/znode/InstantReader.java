package io.crawlkeeper.znode;

import java.time.DateTimeException;
import java.time.Instant;
import java.time.LocalDateTime;
import java.time.ZoneOffset;
import tools.jackson.core.JsonParser;
import tools.jackson.databind.DeserializationContext;
import tools.jackson.databind.deser.std.StdDeserializer;

/**
 * Reads times in the form of {@link Instant#toString}, four times as fast as {@link Instant#parse},
 * which is asked about all other forms. A master reads them by the hundred thousand.
 */
final class InstantReader extends StdDeserializer<Instant> {

  private static final String FORM = "0000-00-00T00:00:00";
  private static final int MOST_DIGITS = 9;

  InstantReader() {
    super(Instant.class);
  }

  @Override
  public Instant deserialize(JsonParser from, DeserializationContext context) {
    return parse(from.getString());
  }

  /**
   * @throws DateTimeException as {@link Instant#parse}
   */
  static Instant parse(String text) {
    return plain(text)
        ? LocalDateTime.of(
                number(text, 0, 4),
                number(text, 5, 7),
                number(text, 8, 10),
                number(text, 11, 13),
                number(text, 14, 16),
                number(text, 17, 19),
                nanos(text))
            .toInstant(ZoneOffset.UTC)
        : Instant.parse(text);
  }

  /** Whether it is of the usual form, and no second after the last of a minute or day. */
  private static boolean plain(String text) {
    var end = text.length() - 1;
    if (end < FORM.length() || text.charAt(end) != 'Z') {
      return false;
    }
    for (var i = 0; i < FORM.length(); i++) {
      var wanted = FORM.charAt(i);
      if (wanted == '0' ? !digit(text.charAt(i)) : text.charAt(i) != wanted) {
        return false;
      }
    }
    return plainFraction(text, end) && number(text, 11, 13) < 24 && number(text, 17, 19) < 60;
  }

  private static boolean plainFraction(String text, int end) {
    var digits = end - FORM.length() - 1;
    return digits < 0
        || (text.charAt(FORM.length()) == '.'
            && digits > 0
            && digits <= MOST_DIGITS
            && text.substring(end - digits, end).chars().allMatch(c -> digit((char) c)));
  }

  private static boolean digit(char c) {
    return c >= '0' && c <= '9';
  }

  private static int number(String text, int from, int to) {
    return Integer.parseInt(text, from, to, 10);
  }

  private static int nanos(String text) {
    var begin = FORM.length() + 1;
    var end = text.length() - 1;
    if (end <= begin) {
      return 0;
    }
    var nanos = number(text, begin, end);
    for (var i = end - begin; i < MOST_DIGITS; i++) {
      nanos *= 10;
    }
    return nanos;
  }
}
