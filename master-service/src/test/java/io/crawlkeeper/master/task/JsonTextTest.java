package io.crawlkeeper.master.task;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Duration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class JsonTextTest {

  @ParameterizedTest
  @CsvSource({"PT168H, P7D", "PT24H, P1D", "PT36H, PT36H", "PT0S, PT0S", "P1DT0.5S, PT24H0.5S"})
  void showsWholeDaysAsDays(Duration duration, String shown) {
    assertThat(JsonText.tree(duration).asString()).isEqualTo(shown);
    assertThat(Duration.parse(shown)).isEqualTo(duration);
  }

  @Test
  void saysWhereTheTextBreaks() {
    assertMalformed("{\"a\": 1,\n  b}", "line 2, column");
  }

  @Test
  void refusesAKeyThatIsThereTwice() {
    assertMalformed("{\"a\": 1, \"a\": 2}", "uplicate");
  }

  @Test
  void refusesMoreThanOneValue() {
    assertMalformed("{} {}", "there is more after the end of the value");
  }

  @Test
  void refusesAnEmptyText() {
    assertMalformed(" \n", "empty");
  }

  @Test
  void refusesATextThatEndsTooEarly() {
    assertMalformed("{\"a\": [1", "not valid JSON");
  }

  @Test
  void refusesDeepNesting() {
    assertMalformed("[".repeat(5000), "nested deeper than 32 levels");
  }

  @Test
  void refusesWhatIsNoUtf8() {
    assertThatThrownBy(() -> JsonText.parse(new byte[] {'"', (byte) 0xff, '"'}))
        .isInstanceOf(MalformedJson.class)
        .hasMessageContaining("UTF-8");
  }

  private static void assertMalformed(String text, String words) {
    assertThatThrownBy(() -> JsonText.parse(text.getBytes(UTF_8)))
        .isInstanceOf(MalformedJson.class)
        .hasMessageContaining(words)
        .message()
        .doesNotContain("tools.jackson", "Feature", "Source");
  }
}
