package io.crawlkeeper.worker.crawl.extract;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.crawlkeeper.model.ExtractSpec.FieldSpec;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ValuesTest {
  private static final Values VALUES = new Values(Pages.URL);

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      textBlock =
          """
          NUMBER  | £51.77                        | 51.77
          NUMBER  | 1,234.56                      | 1234.56
          NUMBER  | 1.234,56 €                    | 1234.56
          NUMBER  | 1.234.567                     | 1234567
          NUMBER  | 12,5                          | 12.5
          NUMBER  | 1,234                         | 1234
          NUMBER  | 0,125                         | 0.125
          NUMBER  | 1 234,50                      | 1234.50
          NUMBER  | CHF 1'234.50                  | 1234.50
          NUMBER  | -5                            | -5
          NUMBER  | −5 °C                         | -5
          NUMBER  | 1.5e3                         | 1.5E+3
          NUMBER  | .5                            | 0.5
          INTEGER | In stock (22 available)       | 22
          INTEGER | 1,000 results                 | 1000
          INTEGER | 7.0                           | 7
          BOOLEAN | Yes                           | true
          BOOLEAN | 0                             | false
          URL     | ../a b.html                   | "https://shop.example/a%20b.html"
          DATE    | 2026-03-01                    | "2026-03-01"
          DATE    | 2026-03-01T09:30:00+02:00     | "2026-03-01T07:30:00Z"
          DATE    | 2026-03-01 09:30              | "2026-03-01T09:30:00"
          DATE    | 2026-03-01T09:30:00.123Z      | "2026-03-01T09:30:00.123Z"
          DATE    | Sun, 06 Nov 1994 08:49:37 GMT | "1994-11-06T08:49:37Z"
          DATE    | Sun Nov  6 08:49:37 1994      | "1994-11-06T08:49:37Z"
          JSON    | {"a": [1.50]}                 | {"a":[1.50]}
          """)
  void reads(FieldSpec.Type type, String text, String value) {
    assertThat(VALUES.read(type, text)).hasToString(value);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      textBlock =
          """
          NUMBER  | three            | no number
          NUMBER  | 3 for £5         | several numbers
          NUMBER  | 12 34            | several numbers
          INTEGER | 1.5              | no whole number
          INTEGER | 1e999            | no whole number
          BOOLEAN | maybe            | neither true nor false
          URL     | mailto:a@b.example | no URL
          DATE    | 03/01/2026       | no date
          DATE    | 2026-02-30       | no date
          JSON    | {                | no JSON
          """)
  void refuses(FieldSpec.Type type, String text, String why) {
    assertThatThrownBy(() -> VALUES.read(type, text))
        .isInstanceOf(Unreadable.class)
        .hasMessageContaining(why);
  }
}
