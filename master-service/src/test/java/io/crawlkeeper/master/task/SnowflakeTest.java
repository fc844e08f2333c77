package io.crawlkeeper.master.task;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.HashSet;
import org.junit.jupiter.api.Test;

class SnowflakeTest {

  private static final long NOW = 1_780_000_000_000L;

  @Test
  void risesWithinOneMillisecondAndBeyondItsSequence() {
    var ids = new Snowflake(7, 0);
    var last = 0L;
    for (var i = 0; i < 10_000; i++) {
      var id = ids.next(NOW);
      assertThat(id).isGreaterThan(last);
      last = id;
    }
  }

  @Test
  void neverRepeatsWhenTheClockGoesBack() {
    var ids = new Snowflake(7, 0);
    var seen = new HashSet<Long>();
    for (var i = 0; i < 1_000; i++) {
      assertThat(seen.add(ids.next(NOW - i * 60_000L))).isTrue();
    }
  }

  @Test
  void risesAboveWhatAnEarlierLeaderWithAFasterClockGaveOut() {
    var earlier = new Snowflake(7, 0).next(NOW + 3_600_000);

    assertThat(new Snowflake(7, earlier).next(NOW)).isGreaterThan(earlier);
    assertThat(new Snowflake(0, earlier).next(NOW)).isGreaterThan(earlier);
  }
}
