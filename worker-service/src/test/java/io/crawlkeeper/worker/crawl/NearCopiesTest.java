package io.crawlkeeper.worker.crawl;

import static org.assertj.core.api.Assertions.assertThat;

import io.crawlkeeper.worker.crawl.parse.SimHash;
import java.util.Random;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

class NearCopiesTest {
  private final NearCopies copies = new NearCopies();
  private final Random random = new Random(11);

  private @Nullable String original(long bits, String url) {
    return copies.original(new SimHash.Value(bits, NearCopies.FEWEST_WORDS), url);
  }

  @Test
  void findsAllWithinThreeBits() {
    assertThat(original(0x0123_4567_89ab_cdefL, "first")).isNull();
    for (var i = 0; i < 10_000; i++) {
      var bits = random.ints(3, 0, 64).mapToLong(bit -> 1L << bit).reduce(0, (a, b) -> a ^ b);
      assertThat(original(0x0123_4567_89ab_cdefL ^ bits, "copy")).isEqualTo("first");
    }
    assertThat(original(0x0123_4567_89ab_cde0L, "other")).as("four bits differ").isNull();
  }

  @Test
  void findsThemWhetherThereAreFewOrMany() {
    var hashes = random.longs(2 * NearCopies.FEW).toArray();
    for (var i = 0; i < hashes.length; i++) {
      assertThat(original(hashes[i], "page" + i)).isNull();
      var one = random.nextInt(i + 1);
      assertThat(original(hashes[one] ^ 1, "copy")).isEqualTo("page" + one);
    }
  }

  @Test
  void tellsOtherTextsApart() {
    for (var i = 0; i < 20_000; i++) {
      assertThat(original(random.nextLong(), "page" + i)).isNull();
    }
  }

  @Test
  void isNoCopyOfItself() {
    assertThat(original(7, "page")).isNull();
    assertThat(original(7, "page")).isNull();
  }

  @Test
  void saysNothingOfShortTexts() {
    var few = new SimHash.Value(1, NearCopies.FEWEST_WORDS - 1);
    assertThat(copies.original(few, "one")).isNull();
    assertThat(copies.original(few, "two")).isNull();
    assertThat(copies.original(null, "none")).isNull();
  }

  @Test
  void remembersThoseThatCameLast() {
    assertThat(original(0, "old")).isNull();
    var second = random.nextLong();
    assertThat(original(second, "second")).isNull();
    for (var i = 2; i < NearCopies.MOST; i++) {
      assertThat(original(random.nextLong(), "filler")).isNull();
    }
    assertThat(original(1, "copy")).as("the oldest that is kept").isEqualTo("old");
    assertThat(original(random.nextLong(), "one too many")).isNull();

    assertThat(original(2, "new")).as("its first is forgotten").isNull();
    assertThat(original(second, "late")).as("so is the next by that").isNull();
    assertThat(original(4, "copy")).isEqualTo("new");
  }

  @Test
  void holdsNoMoreThanItsBound() {
    var url = "the one URL of all";
    var before = used();
    for (var i = 0; i < 20 * NearCopies.MOST; i++) {
      var _ = original(random.nextLong(), url);
    }
    assertThat(used() - before).isLessThan(4 << 20);
    assertThat(original(random.nextLong(), url)).isNull();
  }

  private static long used() {
    for (var i = 0; i < 3; i++) {
      System.gc();
    }
    return Runtime.getRuntime().totalMemory() - Runtime.getRuntime().freeMemory();
  }
}
