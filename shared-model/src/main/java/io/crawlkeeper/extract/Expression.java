package io.crawlkeeper.extract;

import com.google.re2j.Pattern;
import com.google.re2j.PatternSyntaxException;
import com.jayway.jsonpath.JsonPath;
import com.jayway.jsonpath.JsonPathException;
import io.crawlkeeper.model.ExtractSpec.Selector;
import io.crawlkeeper.model.PatternSize;
import org.jaxen.XPath;
import org.jsoup.select.Evaluator;

/**
 * An expression that can be run. Immutable; safe for use by many threads. Whatever could make one
 * run without end on a hostile page, and cannot be stopped while it runs, is refused here.
 */
public sealed interface Expression {

  /** Characters that an expression may have. */
  int LONGEST = 2_000;

  record Css(Evaluator evaluator) implements Expression {}

  record Path(XPath xpath) implements Expression {}

  record Regex(Pattern pattern) implements Expression {}

  record Json(JsonPath path) implements Expression {}

  /**
   * @throws IllegalArgumentException if it cannot be run; the message says why: "must be …"
   */
  static Expression of(Selector selector) {
    var text = selector.expression();
    if (text.isBlank() || text.length() > LONGEST) {
      throw new IllegalArgumentException("must have 1 to " + LONGEST + " characters");
    }
    return switch (selector.language()) {
      case CSS -> new Css(CssSelectors.compile(text));
      case XPATH -> new Path(XPaths.compile(text));
      case REGEX -> new Regex(regex(text));
      case JSONPATH -> new Json(jsonPath(text));
    };
  }

  /**
   * A regular expression of RE2.
   *
   * @throws IllegalArgumentException as {@link #of}
   */
  static Pattern regex(String text) {
    if (PatternSize.of(text) > PatternSize.LARGEST) {
      throw new IllegalArgumentException(
          "must be simpler: its repetitions, spelt out, are more than 2000 steps");
    }
    try {
      return Pattern.compile(text);
    } catch (PatternSyntaxException e) {
      throw new IllegalArgumentException(
          "must be a regular expression as RE2 knows them: " + e.getDescription(), e);
    }
  }

  private static JsonPath jsonPath(String text) {
    var rest = Quotes.outside(text);
    if (!text.startsWith("$") || rest.replace("[", "").length() != rest.replace("]", "").length()) {
      // The library would guess.
      throw new IllegalArgumentException("must be a JSONPath: begin with $ and close each [");
    }
    if (rest.contains("=~")) {
      // The library would run it by Java's own engine, which can take for ever.
      throw new IllegalArgumentException("must not use =~; take the text and use match instead");
    }
    try {
      return JsonPath.compile(text);
    } catch (JsonPathException | IllegalArgumentException | StackOverflowError e) {
      throw new IllegalArgumentException(
          "must be a JSONPath such as $.books[*].title: " + e.getMessage(), e);
    }
  }
}
