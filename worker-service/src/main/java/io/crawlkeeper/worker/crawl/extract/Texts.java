package io.crawlkeeper.worker.crawl.extract;

/** Small work on texts. */
final class Texts {
  private Texts() {}

  /** White space, that which does not break lines included, made single blanks; none around. */
  static String plain(String text) {
    var plain = new StringBuilder(text.length());
    for (var i = 0; i < text.length(); i++) {
      var c = text.charAt(i);
      if (!Character.isWhitespace(c) && c != '\u00a0') {
        plain.append(c);
      } else if (!plain.isEmpty() && plain.charAt(plain.length() - 1) != ' ') {
        plain.append(' ');
      }
    }
    return plain.toString().stripTrailing();
  }
}
