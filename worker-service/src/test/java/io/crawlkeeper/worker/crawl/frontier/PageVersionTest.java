package io.crawlkeeper.worker.crawl.frontier;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class PageVersionTest {
  private static final String TIME = "Sat, 01 Jan 2000 00:00:00 GMT";

  @ParameterizedTest
  @ValueSource(strings = {"\"\"", "\"1\"", "W/\"1\"", "\"!#~\""})
  void takesTagsAsTheStandardHasThem(String tag) {
    assertThat(PageVersion.of(tag, null)).isEqualTo(new PageVersion(tag, null));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "\"",
        "1",
        "\"1",
        "1\"",
        "W/1",
        "w/\"1\"",
        "\"a\"b\"",
        "\"a b\"",
        "\"\r\n\"",
        "\"ä\""
      })
  void leavesOutOtherTags(String tag) {
    assertThat(PageVersion.of(tag, null)).isNull();
    assertThat(PageVersion.of(tag, TIME)).isEqualTo(new PageVersion(null, TIME));
  }

  @Test
  void leavesOutLongTags() {
    assertThat(PageVersion.of('"' + "x".repeat(498) + '"', null)).isNotNull();
    assertThat(PageVersion.of('"' + "x".repeat(499) + '"', null)).isNull();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "0",
        "-1",
        "2000-01-01T00:00:00Z",
        "Sun, 01 Jan 2000 00:00:00 GMT",
        "Sat, 01 Jan 2000 00:00:00 +0100"
      })
  void leavesOutWhatIsNoTime(String time) {
    assertThat(PageVersion.of(null, time)).isNull();
  }

  @Test
  void leavesOutATimeThatMayStandForTwoVersions() {
    var version = new PageVersion("\"1\"", TIME);
    var then = Instant.parse("2000-01-01T00:00:00Z");

    assertThat(version.before(then)).isEqualTo(new PageVersion("\"1\"", null));
    assertThat(version.before(then.plusSeconds(1))).isEqualTo(version);
    assertThat(new PageVersion(null, TIME).before(then)).isNull();
  }
}
