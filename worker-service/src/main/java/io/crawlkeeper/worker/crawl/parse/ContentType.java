package io.crawlkeeper.worker.crawl.parse;

import static java.nio.charset.StandardCharsets.ISO_8859_1;

import java.nio.charset.Charset;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/** What a body is, and in which charset its server says it is. */
enum ContentType {
  HTML,
  XML,
  JSON,
  TEXT,
  OTHER;

  private static final int SNIFFED = 512;

  /**
   * @param type the Content-Type field; null if there is none, and then the body decides
   */
  static ContentType of(@Nullable String type, byte[] body) {
    if (type == null || type.isBlank()) {
      return sniff(body);
    }
    var semicolon = type.indexOf(';');
    var media = (semicolon < 0 ? type : type.substring(0, semicolon)).strip();
    return named(media.toLowerCase(Locale.ROOT));
  }

  private static ContentType named(String media) {
    return switch (media) {
      case "text/html", "application/xhtml+xml" -> HTML;
      case "text/xml", "application/xml" -> XML;
      case "application/json", "text/json", "application/x-ndjson" -> JSON;
      default -> {
        if (media.endsWith("+xml")) {
          yield XML;
        }
        if (media.endsWith("+json")) {
          yield JSON;
        }
        yield media.startsWith("text/") ? TEXT : OTHER;
      }
    };
  }

  private static ContentType sniff(byte[] body) {
    var start = new String(body, 0, Math.min(body.length, SNIFFED), ISO_8859_1);
    var lower = start.toLowerCase(Locale.ROOT).stripLeading();
    if (lower.contains("<!doctype html") || lower.contains("<html")) {
      return HTML;
    }
    if (lower.startsWith("<?xml")) {
      return XML;
    }
    return lower.startsWith("{") || lower.startsWith("[") ? JSON : OTHER;
  }

  /** A charset that this JVM can read; null if none is given. */
  static @Nullable Charset charset(@Nullable String type) {
    var at = type == null ? -1 : type.toLowerCase(Locale.ROOT).indexOf("charset=");
    if (type == null || at < 0) {
      return null;
    }
    var value = type.substring(at + "charset=".length());
    var end = value.indexOf(';');
    var name = (end < 0 ? value : value.substring(0, end)).replace('"', ' ').replace('\'', ' ');
    try {
      var charset = Charset.forName(name.strip());
      // Some, such as ISO-2022-CN, can be read but not written, and jsoup wants both.
      return charset.canEncode() ? charset : null;
    } catch (IllegalArgumentException e) {
      return null;
    }
  }
}
