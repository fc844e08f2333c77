package io.crawlkeeper.extract;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.crawlkeeper.model.ExtractSpec.Language;
import io.crawlkeeper.model.ExtractSpec.Selector;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ExpressionTest {

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      textBlock =
          """
          CSS      | div.product_main > p:nth-of-type(2)
          CSS      | article:has(> h3 a[href$='.html']):not(.sold)
          XPATH    | //h1
          XPATH    | string(//p[contains(@class, 'star-rating')]/@class)
          XPATH    | count(.//li)
          REGEX    | "price": *([0-9.]+)
          JSONPATH | $.store.book[?(@.price < 10)].title
          JSONPATH | $..['a =~ b']
          """)
  void compiles(Language language, String text) {
    assertThat(Expression.of(new Selector(language, text))).isNotNull();
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      textBlock =
          """
          CSS      | div[                          | must be a CSS selector
          CSS      | >>                            | must be a CSS selector
          CSS      | :nonsense(3)                  | must be a CSS selector
          CSS      | :has(a:has(b:has(c)))         | :has() more than twice
          CSS      | :not(:not(:not(:not(:not(a))))) | 4 pairs
          CSS      | [a~=(x{1000}){1000}]          | must not hold a {
          XPATH    | //a[                          | must be an XPath 1.0
          XPATH    | matches(//a, 'x')             | matches() is none
          XPATH    | document('file:///etc/passwd') | document() is none
          XPATH    | //svg:path                    | without a prefix
          XPATH    | //a[$x]                       | variables
          REGEX    | (?=x)                         | RE2
          REGEX    | ((a{1000}){1000})             | simpler
          JSONPATH | $.a[                          | must be a JSONPath
          JSONPATH | $.a[?(@.b =~ /(x+)+y/)]       | must not use =~
          """)
  void refuses(Language language, String text, String why) {
    assertThatThrownBy(() -> Expression.of(new Selector(language, text)))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageStartingWith("must ")
        .hasMessageContaining(why);
  }

  @Test
  void refusesWhatIsTooLong() {
    for (var language : Language.values()) {
      assertThatThrownBy(() -> Expression.of(new Selector(language, "a".repeat(2001))))
          .hasMessageContaining("2000");
    }
  }
}
