package io.crawlkeeper.master.task;

import com.google.re2j.Pattern;
import com.google.re2j.PatternSyntaxException;
import io.crawlkeeper.model.Output;
import io.crawlkeeper.model.PatternSize;
import io.crawlkeeper.model.ScopeKind;
import java.net.URI;
import java.net.URISyntaxException;
import java.time.Duration;
import java.time.format.DateTimeParseException;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.function.Function;

/**
 * The forms of texts in a crawl. What is wrong is said by the message of an {@link
 * IllegalArgumentException}: "must be …".
 */
final class CrawlForms {

  private static final int LONGEST_SEED = 2000;
  private static final int LONGEST_PATTERN = 1000;
  private static final int LAST_PORT = 65_535;

  private CrawlForms() {}

  static String seed(String text) {
    require(text.length() <= LONGEST_SEED, "must be at most 2000 characters");
    var url = url(text);
    require(
        "http".equalsIgnoreCase(url.getScheme()) || "https".equalsIgnoreCase(url.getScheme()),
        "must be an absolute URL that begins with http:// or https://");
    var authority = url.getRawAuthority();
    require(
        authority == null || authority.indexOf('@') < 0, "must not hold a user name or a password");
    require(
        url.getHost() != null,
        "must have a host of letters, digits, '-' and '.'; others are written as xn--…");
    require(url.getPort() != 0 && url.getPort() <= LAST_PORT, "must have a port from 1 to 65535");
    return text;
  }

  private static URI url(String text) {
    try {
      return new URI(text);
    } catch (URISyntaxException e) {
      throw new IllegalArgumentException(
          "must be a URL such as https://example.org/, percent-encoded where needed", e);
    }
  }

  static String pattern(String text) {
    require(text.length() <= LONGEST_PATTERN, "must be at most 1000 characters");
    require(
        PatternSize.of(text) <= PatternSize.LARGEST,
        "must be simpler: its repetitions, spelt out, are more than 2000 steps");
    try {
      return Pattern.compile(text).pattern();
    } catch (PatternSyntaxException e) {
      throw new IllegalArgumentException(
          "must be a regular expression as RE2 knows them: " + e.getDescription(), e);
    }
  }

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

  static ScopeKind scope(String word) {
    return one(ScopeKind.values(), word);
  }

  static Output output(String word) {
    return one(Output.values(), word);
  }

  private static <E extends Enum<E>> E one(E[] all, String word) {
    var words = Arrays.stream(all).map(one -> one.name().toLowerCase(Locale.ROOT)).toList();
    var index = words.indexOf(word);
    require(index >= 0, "must be one of %s%s".formatted(list(words), Suggestion.of(word, words)));
    return all[index];
  }

  private static String list(List<String> words) {
    return String.join(", ", words);
  }

  private static void require(boolean right, String form) {
    if (!right) {
      throw new IllegalArgumentException(form);
    }
  }
}
