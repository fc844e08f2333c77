package io.crawlkeeper.worker.crawl.parse;

import static java.util.Objects.requireNonNull;
import static org.assertj.core.api.Assertions.assertThat;

import java.util.Random;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class SimHashTest {
  private final Random random = new Random(4);

  private String words(int many) {
    return IntStream.range(0, many)
        .mapToObj(_ -> "word" + random.nextInt(5_000))
        .collect(Collectors.joining(" "));
  }

  private static String hash(String text) {
    var hash = new SimHash();
    hash.add(text);
    return requireNonNull(hash.text());
  }

  @Test
  void isNearForTextsThatDifferByAFewWords() {
    for (var i = 0; i < 20; i++) {
      var text = words(3_000);
      assertThat(SimHash.distance(hash(text), hash(text + " printed today")))
          .isLessThanOrEqualTo(3);
    }
  }

  @Test
  void isFarForOtherTexts() {
    var texts = IntStream.range(0, 50).mapToObj(_ -> hash(words(500))).toList();

    for (var i = 1; i < texts.size(); i++) {
      assertThat(SimHash.distance(texts.getFirst(), texts.get(i))).isGreaterThan(8);
    }
  }

  @Test
  void doesNotHeedCaseOrPunctuation() {
    assertThat(hash("One two, THREE four. Five six seven - eight nine"))
        .isEqualTo(hash("one two three four five six seven eight nine"))
        .matches("[0-9a-f]{16}");
  }

  @Test
  void saysNothingOfShortTexts() {
    var hash = new SimHash();
    hash.add("only a few words stand here");

    assertThat(hash.text()).isNull();
  }
}
