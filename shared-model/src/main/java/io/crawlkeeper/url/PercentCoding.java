package io.crawlkeeper.url;

import static java.nio.charset.StandardCharsets.UTF_8;

/**
 * The normal form of percent-encoding (RFC 3986, 6.2.2): escapes of unreserved characters are
 * undone, the others are in upper case; what may not stand in a URL is escaped as UTF-8.
 */
final class PercentCoding {
  private static final String UNRESERVED_MARKS = "-._~";
  private static final String PATH_MARKS = UNRESERVED_MARKS + "!$&'()*+,;=:@/";
  private static final String QUERY_MARKS = PATH_MARKS + "?";
  private static final char[] HEX = "0123456789ABCDEF".toCharArray();

  private PercentCoding() {}

  static String path(String text) {
    return normal(text, PATH_MARKS);
  }

  static String query(String text) {
    return normal(text, QUERY_MARKS);
  }

  private static String normal(String text, String marks) {
    var plain = plainPrefix(text, marks);
    if (plain == text.length()) {
      return text;
    }
    var out = new StringBuilder(text.length() + 16).append(text, 0, plain);
    for (var i = plain; i < text.length(); ) {
      i = text.charAt(i) == '%' ? escape(text, i, out) : character(text, i, marks, out);
    }
    return out.toString();
  }

  private static int plainPrefix(String text, String marks) {
    var i = 0;
    while (i < text.length() && isPlain(text.charAt(i), marks)) {
      i++;
    }
    return i;
  }

  private static int escape(String text, int at, StringBuilder out) {
    var high = at + 2 < text.length() ? Character.digit(text.charAt(at + 1), 16) : -1;
    var low = at + 2 < text.length() ? Character.digit(text.charAt(at + 2), 16) : -1;
    if (high < 0 || low < 0) {
      out.append("%25");
      return at + 1;
    }
    var decoded = (char) (high * 16 + low);
    if (isPlain(decoded, UNRESERVED_MARKS)) {
      out.append(decoded);
    } else {
      append((byte) decoded, out);
    }
    return at + 3;
  }

  private static int character(String text, int at, String marks, StringBuilder out) {
    var c = text.charAt(at);
    if (isPlain(c, marks)) {
      out.append(c);
      return at + 1;
    }
    var point = text.codePointAt(at);
    if (point >= Character.MIN_SURROGATE && point <= Character.MAX_SURROGATE) {
      out.append("%EF%BF%BD");
      return at + 1;
    }
    for (var b : Character.toString(point).getBytes(UTF_8)) {
      append(b, out);
    }
    return at + Character.charCount(point);
  }

  private static void append(byte b, StringBuilder out) {
    out.append('%').append(HEX[(b >> 4) & 0xf]).append(HEX[b & 0xf]);
  }

  private static boolean isPlain(char c, String marks) {
    return (c >= 'a' && c <= 'z')
        || (c >= 'A' && c <= 'Z')
        || (c >= '0' && c <= '9')
        || (c < 128 && marks.indexOf(c) >= 0);
  }
}
