package io.crawlkeeper.master.task;

import com.google.re2j.Pattern;
import com.google.re2j.PatternSyntaxException;
import io.crawlkeeper.model.ByteSize;
import io.crawlkeeper.model.Output;
import io.crawlkeeper.model.PatternSize;
import io.crawlkeeper.model.ScopeKind;
import java.net.URI;
import java.net.URISyntaxException;
import tools.jackson.databind.JsonNode;

/**
 * The forms of texts in a crawl. What is wrong is said by the message of an {@link
 * IllegalArgumentException}: "must be …".
 */
final class CrawlForms {

  private static final int LONGEST_SEED = 2000;
  private static final int LONGEST_PATTERN = 1000;
  private static final long LEAST_BODY = 1_000;
  private static final long MOST_BODY = 1_000_000_000;
  private static final java.util.regex.Pattern QUERY_PARAMETER =
      java.util.regex.Pattern.compile("(?=.)[^\\s&=#?*\\p{Cntrl}]{0,199}\\*?");
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

  /** The name of a parameter, or the beginning of one and {@code *}. */
  static String queryParameter(String name) {
    Forms.require(
        QUERY_PARAMETER.matcher(name).matches(),
        "must be the name of a parameter as it stands in URLs, of up to 200 characters, such as"
            + " sid or utm_*");
    return name;
  }

  /** A CSS selector, as far as can be said without a browser. */
  static String selector(String text) {
    Forms.require(
        !text.isBlank() && text.length() <= LONGEST_PATTERN,
        "must be a CSS selector of up to 1000 characters");
    return text;
  }

  /** A number of bytes, by itself or with a unit. */
  static ByteSize size(JsonNode node) {
    var size =
        node.isIntegralNumber()
            ? new ByteSize(Scalars.whole(node, false, 1, Long.MAX_VALUE))
            : ByteSize.parse(Scalars.text(node, false));
    Forms.require(size.bytes() >= 1, "must be at least one byte");
    return size;
  }

  static ByteSize bodySize(JsonNode node) {
    var size = size(node);
    Forms.require(
        size.bytes() >= LEAST_BODY && size.bytes() <= MOST_BODY, "must be from 1kB to 1GB");
    return size;
  }
}
