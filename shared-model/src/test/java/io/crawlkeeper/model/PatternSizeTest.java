package io.crawlkeeper.model;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class PatternSizeTest {

  @ParameterizedTest
  @ValueSource(
      strings = {
        "/internal/.*",
        "https?://[a-z0-9.-]{1,60}\\.example\\.org/.*",
        "/(19|20)\\d{2}/\\d{2}/[^/]+",
        "a{,5}",
        "[]{1000}]{2}",
        "\\(\\{1000}",
        "x{1000}"
      })
  void letsOrdinaryPatternsPass(String pattern) {
    assertThat(PatternSize.of(pattern)).isLessThanOrEqualTo(PatternSize.LARGEST);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "(((a{1000}){1000}){1000})",
        "/(x{1000}){200}",
        "((a{100}){100},){2}",
        "(?:(?:\\d{50}){50}){2,}",
        "(((((((((a{9}){9}){9}){9}){9}){9}){9}){9}){9})",
        "((((((((((((a{1000}){1000}){1000}){1000}){1000}){1000}){1000}){1000}){1000}){1000}"
      })
  void findsNestedRepetitionsOut(String pattern) {
    assertThat(PatternSize.of(pattern)).isGreaterThan(PatternSize.LARGEST);
  }
}
