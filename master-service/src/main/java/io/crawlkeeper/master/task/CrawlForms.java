package io.crawlkeeper.master.task;

import com.google.re2j.Pattern;
import com.google.re2j.PatternSyntaxException;
import io.crawlkeeper.model.Output;
import io.crawlkeeper.model.PatternSize;
import io.crawlkeeper.model.ScopeKind;
import java.net.URI;
import java.net.URISyntaxException;

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
    Forms.require(text.length() <= LONGEST_SEED, "must be at most 2000 characters");
    var url = url(text);
    Forms.require(
        "http".equalsIgnoreCase(url.getScheme()) || "https".equalsIgnoreCase(url.getScheme()),
        "must be an absolute URL that begins with http:// or https://");
    var authority = url.getRawAuthority();
    Forms.require(
        authority == null || authority.indexOf('@') < 0, "must not hold a user name or a password");
    Forms.require(
        url.getHost() != null,
        "must have a host of letters, digits, '-' and '.'; others are written as xn--…");
    Forms.require(
        url.getPort() != 0 && url.getPort() <= LAST_PORT, "must have a port from 1 to 65535");
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
    Forms.require(text.length() <= LONGEST_PATTERN, "must be at most 1000 characters");
    Forms.require(
        PatternSize.of(text) <= PatternSize.LARGEST,
        "must be simpler: its repetitions, spelt out, are more than 2000 steps");
    try {
      return Pattern.compile(text).pattern();
    } catch (PatternSyntaxException e) {
      throw new IllegalArgumentException(
          "must be a regular expression as RE2 knows them: " + e.getDescription(), e);
    }
  }

  static ScopeKind scope(String word) {
    return Forms.word(ScopeKind.values(), word);
  }

  static Output output(String word) {
    return Forms.word(Output.values(), word);
  }
}
