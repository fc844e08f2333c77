package io.crawlkeeper.worker.crawl.parse;

import static java.nio.charset.StandardCharsets.ISO_8859_1;

/**
 * Tells pages of which it is plain that they are in UTF-8, as nearly all are. jsoup finds that out
 * as well, but parses the start of the page twice for it.
 */
final class Utf8 {
  /** Further than jsoup looks for a charset. */
  private static final int START = 8 << 10;

  private static final byte[] CHARSET = "charset".getBytes(ISO_8859_1);
  private static final byte[] NAME = "utf-8".getBytes(ISO_8859_1);

  private Utf8() {}

  /**
   * Whether each charset that is named at the start of the page is UTF-8. False does not mean that
   * it is in another one.
   */
  static boolean isPlain(byte[] body, int length) {
    var end = Math.min(length, START);
    if (end == 0 || body[0] <= 0) {
      return false; // There may be a mark of the order of the bytes.
    }
    for (var i = 0; i < end; i++) {
      if (body[i] == '<' && i + 1 < end && body[i + 1] == '?') {
        return false; // A declaration of XML can name one too.
      }
      if (lower(body[i]) == 'c' && stands(CHARSET, body, i, end) && !isNamed(body, i, end)) {
        return false;
      }
    }
    return true;
  }

  private static boolean isNamed(byte[] body, int at, int end) {
    var i = at + CHARSET.length;
    while (i < end && (body[i] == '=' || body[i] == '"' || body[i] == '\'' || body[i] == ' ')) {
      i++;
    }
    var after = i + NAME.length;
    return stands(NAME, body, i, end) && after < end && !isWord(lower(body[after]));
  }

  private static boolean isWord(int c) {
    return (c >= 'a' && c <= 'z') || (c >= '0' && c <= '9') || c == '-' || c == '_' || c == ':';
  }

  private static boolean stands(byte[] word, byte[] body, int at, int end) {
    for (var i = 0; i < word.length; i++) {
      if (at + i >= end || lower(body[at + i]) != word[i]) {
        return false;
      }
    }
    return true;
  }

  private static int lower(byte b) {
    return b >= 'A' && b <= 'Z' ? b + 32 : b;
  }
}
