package io.crawlkeeper.url;

import org.jspecify.annotations.Nullable;

/** Host and port of a URL in normal form; {@code text} leaves out the scheme's own port. */
record Authority(String text, String host, int port) {

  /** Null if it is malformed, or names a user: credentials do not belong into crawl results. */
  static @Nullable Authority parse(String text, int defaultPort) {
    var colon = text.lastIndexOf(':');
    var hasPort = colon >= 0 && text.indexOf(']', colon) < 0;
    var host = HostName.parse(hasPort ? text.substring(0, colon) : text);
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
    var port = 0;
    for (var i = 0; i < text.length(); i++) {
      var c = text.charAt(i);
      port = c >= '0' && c <= '9' ? port * 10 + c - '0' : 65_536;
      if (port > 65_535) {
        return -1;
      }
    }
    return port;
  }
}
