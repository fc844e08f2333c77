package io.crawlkeeper.results;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class IndexKeyTest {

  @ParameterizedTest
  @CsvSource({
    "http://e.org/a?b=%C3%A4, http://e.org/a?b=%C3%A4",
    "mailto:ann lee@e.org, mailto:ann%20lee@e.org",
    "http://user@e.org/ü, http://user@e.org/%C3%BC",
    "tel:🐢, tel:%F0%9F%90%A2",
    "mailto:50%, mailto:50%",
  })
  void isOneWordOfAscii(String text, String key) {
    assertThat(IndexKey.of(text)).isEqualTo(key);
    assertThat(IndexKey.of(key)).as("the key of a key").isEqualTo(key);
  }

  @Test
  void hasTheBeginningOfALongReference() {
    var key = IndexKey.ofReference(" data:" + "x".repeat(5_000) + "\n");
    assertThat(key).hasSize(209).startsWith("data:xxx").endsWith("xxx%E2%80%A6");
  }
}
