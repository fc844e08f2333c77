package io.crawlkeeper.extract;

/** Tells an expression from the texts in it. */
final class Quotes {
  private Quotes() {}

  /** What is outside of single and double quotes; a backslash hides the character after it. */
  static String outside(String expression) {
    var rest = new StringBuilder();
    var quote = '\0';
    for (var i = 0; i < expression.length(); i++) {
      var c = expression.charAt(i);
      if (c == '\\') {
        i++;
      } else if (quote == '\0' && (c == '\'' || c == '"')) {
        quote = c;
      } else if (quote == c) {
        quote = '\0';
      } else if (quote == '\0') {
        rest.append(c);
      }
    }
    return rest.toString();
  }
}
