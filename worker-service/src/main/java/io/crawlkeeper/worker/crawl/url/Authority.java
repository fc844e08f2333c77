package io.crawlkeeper.worker.crawl.url;

import java.net.IDN;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/** Host and port of a URL in normal form; {@code text} leaves out the scheme's own port. */
record Authority(String text, String host, int port) {

  /** Null if it is malformed, or names a user: credentials do not belong into crawl results. */
  static @Nullable Authority parse(String text, int defaultPort) {
    var colon = text.lastIndexOf(':');
    var hasPort = colon >= 0 && text.indexOf(']', colon) < 0;
    var host = host(hasPort ? text.substring(0, colon) : text);
    var port = hasPort ? port(text.substring(colon + 1), defaultPort) : defaultPort;
    if (host == null || port < 1) {
      return null;
    }
    return new Authority(port == defaultPort ? host : host + ':' + port, host, port);
  }

  private static int port(String text, int defaultPort) {
    if (text.isEmpty()) {
      return defaultPort;
    }
    var digits = text.length() <= 5 && text.chars().allMatch(c -> c >= '0' && c <= '9');
    var port = digits ? Integer.parseInt(text) : -1;
    return port > 65_535 ? -1 : port;
  }

  private static @Nullable String host(String text) {
    if (text.startsWith("[") && text.endsWith("]")) {
      var literal = text.toLowerCase(Locale.ROOT);
      return literal.substring(1, literal.length() - 1).chars().allMatch(Authority::isIpv6)
          ? literal
          : null;
    }
    var ascii = ascii(text);
    var host = ascii.endsWith(".") ? ascii.substring(0, ascii.length() - 1) : ascii;
    return host.isEmpty() || !host.chars().allMatch(Authority::isHost) ? null : host;
  }

  private static String ascii(String text) {
    if (text.chars().allMatch(c -> c < 128)) {
      return text.toLowerCase(Locale.ROOT);
    }
    try {
      return IDN.toASCII(text, IDN.ALLOW_UNASSIGNED).toLowerCase(Locale.ROOT);
    } catch (IllegalArgumentException e) {
      return "";
    }
  }

  private static boolean isIpv6(int c) {
    return (c >= '0' && c <= '9') || (c >= 'a' && c <= 'f') || c == ':' || c == '.';
  }

  private static boolean isHost(int c) {
    return (c >= 'a' && c <= 'z') || (c >= '0' && c <= '9') || c == '.' || c == '-' || c == '_';
  }
}
