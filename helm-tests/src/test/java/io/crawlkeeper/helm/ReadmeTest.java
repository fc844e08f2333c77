package io.crawlkeeper.helm;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import org.junit.jupiter.api.Test;

/**
 * The chart's README has all values, as the comments of values.yaml tell them. To write it anew:
 * {@code ./mvnw -pl helm-tests test -Dtest=ReadmeTest -Dreadme=fix}.
 */
class ReadmeTest {

  private static final String BEGIN = "<!-- values: begin; written by ReadmeTest -->\n";
  private static final String END = "<!-- values: end -->";

  @Test
  void tellsTheValuesThatThereAre() throws IOException {
    var file = Chart.FOLDER.resolve("README.md");
    var text = Chart.read(file);
    var begin = text.indexOf(BEGIN) + BEGIN.length();
    var end = text.indexOf(END);
    assertThat(begin).isGreaterThan(BEGIN.length());
    assertThat(end).isGreaterThanOrEqualTo(begin);

    var fresh =
        text.substring(0, begin)
            + ValuesTable.of(Chart.read(Chart.FOLDER.resolve("values.yaml")))
            + text.substring(end);
    if (System.getProperty("readme", "check").equals("fix")) {
      Files.writeString(file, fresh);
    } else {
      assertThat(text).as("write it anew with -Dreadme=fix").isEqualTo(fresh);
    }
  }
}
