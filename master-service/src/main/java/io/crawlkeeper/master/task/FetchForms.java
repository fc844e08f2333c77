package io.crawlkeeper.master.task;

import java.net.URI;
import java.net.URISyntaxException;
import java.util.regex.Pattern;

/**
 * The forms of texts in {@code spec.crawl.fetch}, but for headers. What is wrong is said by the
 * message of an {@link IllegalArgumentException}: "must be …".
 */
final class FetchForms {

  private static final int LONGEST_PROXY = 300;
  private static final int LAST_PORT = 65_535;
  private static final String PROXY_FORM =
      "must be a proxy with its port, such as http://proxy.example.org:3128";
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
    Forms.require(text.length() <= LONGEST_PROXY, "must be at most 300 characters");
    var url = url(text);
    Forms.require(
        url.getRawAuthority() == null || url.getRawAuthority().indexOf('@') < 0,
        "must not hold a user name or a password: a task is no place for them");
    var path = url.getRawPath();
    Forms.require(
        "http".equals(url.getScheme())
            && url.getHost() != null
            && url.getPort() > 0
            && url.getPort() <= LAST_PORT
            && (path == null || path.isEmpty() || path.equals("/"))
            && url.getRawQuery() == null
            && url.getRawFragment() == null,
        PROXY_FORM);
    return text;
  }

  private static URI url(String text) {
    try {
      return new URI(text);
    } catch (URISyntaxException e) {
      throw new IllegalArgumentException(PROXY_FORM, e);
    }
  }
}
