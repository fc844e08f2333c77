package io.crawlkeeper.url;

import static java.nio.charset.StandardCharsets.UTF_8;
import static java.util.Objects.requireNonNull;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.util.List;
import java.util.Objects;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;

/** The cases by name in {@code url/cases.txt}. */
class UrlConformanceTest {

  private static List<Case> cases() throws IOException {
    try (var file = UrlConformanceTest.class.getResourceAsStream("/url/cases.txt")) {
      var text = new String(requireNonNull(file).readAllBytes(), UTF_8);
      return text.lines().filter(line -> !line.startsWith("#")).map(Case::of).toList();
    }
  }

  @TestFactory
  Stream<DynamicTest> readsUrlsAsTheStandardDoes() throws IOException {
    return cases().stream().map(each -> DynamicTest.dynamicTest(each.name, each::check));
  }

  @Test
  void testsEnoughOfTheStandard() throws IOException {
    assertThat(cases()).hasSizeGreaterThan(120);
    assertThat(cases().stream().map(Case::name)).doesNotHaveDuplicates();
  }

  private record Case(String name, String input, String base, String expected) {
    private static Case of(String line) {
      var parts = line.split(" \\| ", -1);
      return new Case(
          parts[0], parts[1].replace("\\u00ad", "\u00ad").translateEscapes(), parts[2], parts[3]);
    }

    private void check() {
      var url =
          base.equals("-")
              ? UrlParser.parse(input)
              : UrlParser.resolve(requireNonNull(UrlParser.parse(base)), input);
      assertThat(url == null ? "none" : url.text()).isEqualTo(expected);
      assertThat(UrlParser.parse(expected)).isEqualTo(url);
      assertThat(Objects.toString(url, "")).matches("[ -~]*");
    }
  }
}
