package io.crawlkeeper.results;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.crawlkeeper.model.Brief;
import java.util.HexFormat;

/**
 * The key under which a text stands in the index of a run, be it a URL or not: printable ASCII is
 * left as it is, all else is percent-encoded as UTF-8. So the key of a key is itself, and the key
 * of a URL in normal form is the URL.
 */
public final class IndexKey {
  private static final int LONGEST = 200;
  private static final HexFormat HEX = HexFormat.of().withUpperCase();

  private IndexKey() {}

  /** The key of a text. */
  public static String of(String text) {
    if (text.chars().allMatch(c -> isPlain((char) c))) {
      return text;
    }
    var key = new StringBuilder(text.length() + 16);
    for (var b : text.getBytes(UTF_8)) {
      if (isPlain((char) b)) {
        key.append((char) b);
      } else {
        key.append('%').append(HEX.toHexDigits(b));
      }
    }
    return key.toString();
  }

  private static boolean isPlain(char c) {
    return c > ' ' && c < 0x7f;
  }

  /** The key of a reference that is no URL, as pages have them: of a long one the beginning. */
  public static String ofReference(String reference) {
    return of(shown(reference));
  }

  /** What is kept of such a reference. */
  public static String shown(String reference) {
    return Brief.shown(reference.strip(), LONGEST);
  }
}
