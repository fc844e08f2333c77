package io.crawlkeeper.model;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;

class SuggestionTest {

  private static final List<String> WORDS = List.of("name", "labels", "spec", "q");

  @Test
  void namesTheNearestWord() {
    assertThat(Suggestion.of("lables", WORDS)).isEqualTo("; did you mean 'labels'?");
    assertThat(Suggestion.of("specs", WORDS)).isEqualTo("; did you mean 'spec'?");
  }

  @Test
  void givesTheWordAlone() {
    assertThat(Suggestion.nearest("nmae", WORDS)).contains("name");
    assertThat(Suggestion.nearest("colour", WORDS)).isEmpty();
  }

  @Test
  void isSilentAboutStrangers() {
    assertThat(Suggestion.of("colour", WORDS)).isEmpty();
    assertThat(Suggestion.of("x", WORDS)).isEmpty();
    assertThat(Suggestion.of("x".repeat(10_000), WORDS)).isEmpty();
  }
}
