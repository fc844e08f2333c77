package io.crawlkeeper.master.task;

import java.util.HashSet;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.function.UnaryOperator;
import java.util.regex.Pattern;

/**
 * The names and values of headers that a task may set (RFC 9110, sections 5.1 and 5.5). What is
 * wrong is said by the message of an {@link IllegalArgumentException}.
 */
final class HeaderForms {

  private static final Pattern NAME = Pattern.compile("[A-Za-z0-9!#$%&'*+.^_`|~-]{1,100}");
  private static final Pattern VALUE =
      Pattern.compile("[\\x21-\\x7e]([\\x20-\\x7e\\t]{0,3998}[\\x21-\\x7e])?");

  /** Those that say how a message travels, or to whom: they are the crawler's own to set. */
  private static final Set<String> OWN =
      Set.of(
          "host",
          "content-length",
          "content-encoding",
          "transfer-encoding",
          "te",
          "trailer",
          "connection",
          "keep-alive",
          "upgrade",
          "http2-settings",
          "expect",
          "max-forwards",
          "via");

  private static final Map<String, String> INSTEAD =
      Map.of(
          "authorization", "cannot be set, as it would go to every host; use auth",
          "cookie", "cannot be set, as it would go to every host; see cookies",
          "user-agent", "cannot be set here; use userAgents",
          "if-none-match", "cannot be set here; see conditional",
          "if-modified-since", "cannot be set here; see conditional");

  private HeaderForms() {}

  /** Reads the names of one list of headers that go to every host of a crawl. */
  static UnaryOperator<String> name() {
    return name(INSTEAD);
  }

  /** Reads the names of one list of headers that go to one host alone. */
  static UnaryOperator<String> nameForOneHost() {
    return name(
        Map.of("authorization", "cannot be set, as its secret would stand in the task; use auth"));
  }

  private static UnaryOperator<String> name(Map<String, String> refused) {
    var seen = new HashSet<String>();
    return name -> {
      Forms.require(
          NAME.matcher(name).matches(),
          "has a name that is none of a header: it must be 1 to 100 letters, digits and"
              + " !#$%&'*+-.^_`|~");
      var plain = name.toLowerCase(Locale.ROOT);
      Forms.require(
          !OWN.contains(plain) && !plain.startsWith("proxy-") && !plain.startsWith("sec-"),
          "cannot be set: it is the crawler's own to say");
      Forms.require(!refused.containsKey(plain), refused.getOrDefault(plain, ""));
      Forms.require(seen.add(plain), "is there twice, in capitals and small letters");
      return name;
    };
  }

  static String value(String value) {
    Forms.require(
        VALUE.matcher(value).matches(),
        "must be 1 to 4000 printable ASCII characters, without spaces around them");
    return value;
  }
}
