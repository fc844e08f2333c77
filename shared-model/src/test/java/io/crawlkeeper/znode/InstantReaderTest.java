package io.crawlkeeper.znode;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import java.time.DateTimeException;
import java.time.Instant;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class InstantReaderTest {

  @Test
  void readsWhatInstantsWrite() {
    var random = new Random(1);
    for (var i = 0; i < 10_000; i++) {
      var second = random.nextLong(-70_000_000_000L, 300_000_000_000L);
      var nano = random.nextInt(1_000_000_000);
      var units = new int[] {1, 1_000, 1_000_000, 1_000_000_000};
      var unit = units[random.nextInt(units.length)];
      var instant = Instant.ofEpochSecond(second, nano - nano % unit);
      assertThat(InstantReader.parse(instant.toString())).isEqualTo(instant);
    }
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "2026-11-22T04:34:24Z",
        "2026-11-22T04:34:24.9Z",
        "2026-11-22T04:34:24.962123456Z",
        "2024-02-29T00:00:00Z",
        "2026-11-22T24:00:00Z",
        "2016-12-31T23:59:60Z",
        "2026-11-22T06:34:24+02:00",
        "+12026-11-22T04:34:24Z",
        "-0001-11-22T04:34:24Z",
        "1970-01-01T00:00:00Z"
      })
  void readsEveryFormAsInstantsDo(String text) {
    assertThat(InstantReader.parse(text)).isEqualTo(Instant.parse(text));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "Z",
        "2026-11-22",
        "2026-11-22T04:34:24",
        "2026-11-22T04:34Zxxx",
        "2026-13-22T04:34:24Z",
        "2026-02-29T04:34:24Z",
        "2026-11-22T25:34:24Z",
        "2026-11-22T04:61:24Z",
        "2026-11-22 04:34:24Z",
        "2026-11-22T04:34:24.Z0Z",
        "2026-11-22T04:34:24.-62Z",
        "2026-11-22T04:34:24.1234567890Z"
      })
  void refusesWhatIsNoTime(String text) {
    assertThatExceptionOfType(DateTimeException.class).isThrownBy(() -> InstantReader.parse(text));
  }
}
