package io.crawlkeeper.master.zookeeper;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import org.junit.jupiter.api.Test;

class HintsTest {

  private Duration now = Duration.ofHours(1);
  private final Hints hints = new Hints(() -> now.toNanos());

  @Test
  void tellsOfTheFirstOfEachLot() {
    assertThat(hints.add("/a")).isTrue();
    assertThat(hints.add("/b")).isFalse();
    assertThat(hints.take()).containsExactlyInAnyOrder("/a", "/b");
    assertThat(hints.add("/a")).isTrue();
  }

  @Test
  void isAsOldAsTheOldestThatIsNotRead() {
    assertThat(hints.age()).isZero();
    hints.add("/a");
    pass(3);
    assertThat(hints.age()).hasSeconds(3);
    hints.take();
    hints.add("/b");
    pass(2);
    assertThat(hints.age()).hasSeconds(5);
    hints.read();
    assertThat(hints.age()).hasSeconds(2);
    hints.take();
    hints.read();
    assertThat(hints.age()).isZero();
  }

  @Test
  void isAsOldAsBeforeWhereReadingFailed() {
    hints.add("/a");
    hints.take();
    pass(1);
    hints.add("/b");
    hints.take();

    assertThat(hints.age()).hasSeconds(1);
  }

  private void pass(long seconds) {
    now = now.plusSeconds(seconds);
  }
}
