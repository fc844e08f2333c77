package io.crawlkeeper.worker.crawl.parse;

import static java.nio.charset.StandardCharsets.ISO_8859_1;

import java.nio.charset.Charset;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/** Whether a body is HTML, and in which charset its server says it is. */
final class ContentType {
  private static final int SNIFFED = 512;

  private ContentType() {}

  /**
   * @param type the Content-Type field; null if there is none, and then the body decides
   */
  static boolean isHtml(@Nullable String type, byte[] body) {
    if (type == null || type.isBlank()) {
      var start = new String(body, 0, Math.min(body.length, SNIFFED), ISO_8859_1);
      var lower = start.toLowerCase(Locale.ROOT);
      return lower.contains("<!doctype html") || lower.contains("<html");
    }
    var semicolon = type.indexOf(';');
    var media = (semicolon < 0 ? type : type.substring(0, semicolon)).strip();
    return media.equalsIgnoreCase("text/html") || media.equalsIgnoreCase("application/xhtml+xml");
  }

  /** The name of a charset that this JVM can read; null if none is given. */
  static @Nullable String charset(@Nullable String type) {
    var at = type == null ? -1 : type.toLowerCase(Locale.ROOT).indexOf("charset=");
    if (type == null || at < 0) {
      return null;
    }
    var value = type.substring(at + "charset=".length());
    var end = value.indexOf(';');
    var name = (end < 0 ? value : value.substring(0, end)).replace('"', ' ').replace('\'', ' ');
    try {
      return Charset.isSupported(name.strip()) ? name.strip() : null;
    } catch (IllegalArgumentException e) {
      return null;
    }
  }
}
