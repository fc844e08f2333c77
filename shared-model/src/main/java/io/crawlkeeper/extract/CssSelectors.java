package io.crawlkeeper.extract;

import org.jsoup.select.Evaluator;
import org.jsoup.select.Selector;

/**
 * Selectors of jsoup. They are run element by element, and can be stopped only between two: so what
 * one element can cost is bounded here.
 */
final class CssSelectors {
  private static final int DEEPEST = 4;
  private static final int MOST_HAS = 2;

  private CssSelectors() {}

  static Evaluator compile(String text) {
    var rest = Quotes.outside(text);
    require(depth(rest) <= DEEPEST, "must not nest more than 4 pairs of parentheses");
    require(
        rest.split(":has\\(", -1).length - 1 <= MOST_HAS, "must not use :has() more than twice");
    require(
        text.indexOf('{') < 0,
        "must not hold a {: repetitions are counted only in regex and match");
    try {
      return Selector.evaluatorOf(text);
    } catch (IllegalStateException | IllegalArgumentException | StackOverflowError e) {
      throw new IllegalArgumentException(
          "must be a CSS selector such as h1 or div.price > b: " + e.getMessage(), e);
    }
  }

  private static int depth(String text) {
    var depth = 0;
    var deepest = 0;
    for (var i = 0; i < text.length(); i++) {
      depth += text.charAt(i) == '(' ? 1 : text.charAt(i) == ')' ? -1 : 0;
      deepest = Math.max(deepest, depth);
    }
    return deepest;
  }

  private static void require(boolean right, String form) {
    if (!right) {
      throw new IllegalArgumentException(form);
    }
  }
}
