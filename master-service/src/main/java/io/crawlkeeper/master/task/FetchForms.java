package io.crawlkeeper.master.task;

import io.crawlkeeper.model.ProxyAddress;
import java.util.regex.Pattern;

/**
 * The forms of texts in {@code spec.crawl.fetch}, but for headers. What is wrong is said by the
 * message of an {@link IllegalArgumentException}: "must be …".
 */
final class FetchForms {

  private static final Pattern USER_AGENT = Pattern.compile("[\\x21-\\x7e][\\x20-\\x7e]{0,199}");
  private static final Pattern USERNAME = Pattern.compile("[^:\\p{Cntrl}]{1,255}");
  private static final Pattern TYPE =
      Pattern.compile("[a-z0-9][a-z0-9!#$&^_.+-]{0,62}/(\\*|[a-z0-9][a-z0-9!#$&^_.+-]{0,126})");

  private FetchForms() {}

  static String userAgent(String text) {
    Forms.require(
        USER_AGENT.matcher(text).matches() && !text.endsWith(" "),
        "must be 1 to 200 printable ASCII characters, without spaces around them");
    return text;
  }

  /** RFC 7617: a colon would end it. */
  static String username(String text) {
    Forms.require(
        USERNAME.matcher(text).matches(),
        "must be 1 to 255 characters, without ':' and control characters");
    return text;
  }

  static String secret(String text) {
    Forms.require(
        Names.isLabel(text),
        "must be the name of a secret of the workers, not the secret itself: 1 to 63 letters,"
            + " digits, '_', '-' and '.', the first a letter or digit");
    return text;
  }

  static String type(String text) {
    Forms.require(
        TYPE.matcher(text).matches(),
        "must be a media type such as text/html or image/*, in small letters, without parameters");
    return text;
  }

  static String proxy(String text) {
    var _ = ProxyAddress.parse(text);
    return text;
  }
}
