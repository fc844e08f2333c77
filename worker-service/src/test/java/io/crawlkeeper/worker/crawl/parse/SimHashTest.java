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

  private static SimHash.Value hash(String text) {
    var hash = new SimHash();
    hash.add(text);
    return requireNonNull(hash.value());
  }

  private static int distance(SimHash.Value a, SimHash.Value b) {
    return Long.bitCount(a.bits() ^ b.bits());
  }

  @Test
  void isNearForTextsThatDifferByAFewWords() {
    for (var i = 0; i < 20; i++) {
      var text = words(3_000);
      assertThat(distance(hash(text), hash(text + " printed today")))
          .isLessThanOrEqualTo(SimHash.NEAR);
    }
  }

  @Test
  void isFarForOtherTexts() {
    var texts = IntStream.range(0, 50).mapToObj(_ -> hash(words(500))).toList();

    for (var i = 1; i < texts.size(); i++) {
      assertThat(distance(texts.getFirst(), texts.get(i))).isGreaterThan(8);
    }
  }

  @Test
  void doesNotHeedCaseOrPunctuation() {
    assertThat(hash("One two, THREE four. Five six seven - eight nine"))
        .isEqualTo(hash("one two three four five six seven eight nine"))
        .extracting(SimHash.Value::text)
        .asString()
        .matches("[0-9a-f]{16}");
  }

  @Test
  void saysNothingOfShortTexts() {
    var hash = new SimHash();
    hash.add("only a few words stand here");

    assertThat(hash.value()).isNull();
  }
}
