package io.crawlkeeper.url;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.ByteArrayOutputStream;
import java.net.IDN;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/**
 * Reads hosts as the URL Standard has them, but takes no characters that DNS has no use for. Names
 * of other scripts become ASCII by IDNA 2003, which is what the Java platform has: it differs from
 * what browsers do in four letters, such as the German sharp s.
 */
final class HostName {
  private static final int LONGEST = 253;

  private HostName() {}

  /** The normal form; null if this is no host. */
  static @Nullable String parse(String text) {
    if (text.startsWith("[")) {
      return text.endsWith("]") ? Ipv6.normal(text.substring(1, text.length() - 1)) : null;
    }
    var decoded = text.indexOf('%') < 0 ? text : decoded(text);
    var ascii = ascii(decoded);
    var name = ascii.endsWith(".") ? ascii.substring(0, ascii.length() - 1) : ascii;
    if (name.isEmpty() || name.length() > LONGEST || !isName(name)) {
      return null;
    }
    return Ipv4.isMeant(name) ? Ipv4.normal(name) : name;
  }

  private static String decoded(String text) {
    var bytes = new ByteArrayOutputStream();
    var raw = text.getBytes(UTF_8);
    for (var i = 0; i < raw.length; i++) {
      var high = i + 2 < raw.length ? Character.digit(raw[i + 1], 16) : -1;
      var low = i + 2 < raw.length ? Character.digit(raw[i + 2], 16) : -1;
      if (raw[i] == '%' && high >= 0 && low >= 0) {
        bytes.write(high * 16 + low);
        i += 2;
      } else {
        bytes.write(raw[i]);
      }
    }
    return bytes.toString(UTF_8);
  }

  private static String ascii(String text) {
    if (isAscii(text)) {
      return text.toLowerCase(Locale.ROOT);
    }
    try {
      return IDN.toASCII(text, IDN.ALLOW_UNASSIGNED).toLowerCase(Locale.ROOT);
    } catch (IllegalArgumentException e) {
      return "";
    }
  }

  private static boolean isAscii(String text) {
    for (var i = 0; i < text.length(); i++) {
      if (text.charAt(i) >= 128) {
        return false;
      }
    }
    return true;
  }

  private static boolean isName(String text) {
    for (var i = 0; i < text.length(); i++) {
      var c = text.charAt(i);
      var letter = (c >= 'a' && c <= 'z') || (c >= '0' && c <= '9') || c == '-' || c == '_';
      if (!letter && (c != '.' || i == 0 || text.charAt(i - 1) == '.')) {
        return false;
      }
    }
    return true;
  }
}
