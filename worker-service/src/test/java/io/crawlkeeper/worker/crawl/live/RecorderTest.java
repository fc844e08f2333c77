package io.crawlkeeper.worker.crawl.live;

import static org.assertj.core.api.Assertions.assertThat;

import io.crawlkeeper.worker.crawl.live.LiveView.ErrorGroup;
import io.crawlkeeper.worker.crawl.live.LiveView.Request;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

class RecorderTest {

  /** Near its overflow, as a ticker may be. */
  private static final long START = Long.MAX_VALUE - Duration.ofSeconds(30).toNanos();

  private static final Instant AT = Instant.parse("2026-01-02T03:04:05Z");

  private final Recorder recorder = new Recorder(START);

  @Test
  void countsByClassOfStatus() {
    for (var status : new Integer[] {200, 204, 301, 404, 500, 503, null, 102, 999}) {
      recorder.ended(request("http://e.org/", status, status == null ? "gone" : null), at(1));
    }
    recorder.forbidden(7);
    var figures = recorder.figures(at(1));
    assertThat(figures.statuses())
        .isEqualTo(
            Map.of(
                "1xx", 1L, "2xx", 2L, "3xx", 1L, "4xx", 1L, "5xx", 3L, "error", 1L, "robots", 7L));
    assertThat(figures.requests()).isEqualTo(9);
    assertThat(figures.bytes()).isEqualTo(90);
  }

  @Test
  void tellsTheRateOfTheLastMinuteAndOfAll() {
    for (var second = 0; second < 100; second++) {
      recorder.ended(request("http://e.org/", 200, null), at(second));
      recorder.ended(request("http://e.org/", 200, null), at(second));
    }
    var busy = recorder.figures(at(100)).perSecond();
    assertThat(busy.lastMinute()).isBetween(1.95, 2.05);
    assertThat(busy.overall()).isEqualTo(2);

    var resting = recorder.figures(at(130)).perSecond();
    assertThat(resting.lastMinute()).isBetween(0.9, 1.1);
    assertThat(resting.overall()).isBetween(1.53, 1.54);

    var idle = recorder.figures(at(1000)).perSecond();
    assertThat(idle.lastMinute()).isZero();
    assertThat(idle.overall()).isEqualTo(0.2);
  }

  @Test
  void tellsARateFromTheFirstSecondOn() {
    assertThat(recorder.figures(START).perSecond().overall()).isZero();
    recorder.ended(request("http://e.org/", 200, null), at(0));
    var rate = recorder.figures(START + 1_000_000).perSecond();
    assertThat(rate.lastMinute()).isEqualTo(1);
    assertThat(rate.overall()).isEqualTo(1);
  }

  @Test
  void groupsErrorsByWhatTheyHaveInCommon() {
    recorder.ended(request("http://a.org/", null, "connection refused: a.org:80"), at(1));
    recorder.ended(request("http://b.org/", null, "connection refused: b.org:80"), at(1));
    recorder.ended(request("http://c.org/", 404, null), at(1));
    recorder.ended(request("http://d.org/", 200, null), at(1));
    assertThat(recorder.errors())
        .containsExactly(
            new ErrorGroup(
                "connection refused", 2, "connection refused: b.org:80", "http://b.org/", AT),
            new ErrorGroup("status 404", 1, "status 404", "http://c.org/", AT));
  }

  @Test
  void staysBoundedWhateverTheWebSends() {
    for (var i = 0; i < 1000; i++) {
      var error = "error " + i + "x".repeat(10_000);
      recorder.ended(request("http://e.org/" + i, null, error), at(1));
    }
    assertThat(recorder.errors()).hasSize(ErrorGroups.MOST);
    assertThat(recorder.errors().getFirst().error()).isEqualTo(ErrorGroups.OTHERS);
    assertThat(recorder.errors().getFirst().count()).isEqualTo(1000 - ErrorGroups.MOST + 1);
    assertThat(recorder.errors()).allMatch(group -> group.example().length() < 600);
    assertThat(recorder.recent()).hasSize(Recorder.RECENT);
    assertThat(recorder.recent().getFirst().url()).isEqualTo("http://e.org/999");
    assertThat(recorder.recent().getLast().url()).isEqualTo("http://e.org/900");
    assertThat(recorder.recent()).allMatch(one -> String.valueOf(one.error()).length() < 600);
  }

  private static Request request(String url, @Nullable Integer status, @Nullable String error) {
    return new Request(url, status, 5, 10, AT, error);
  }

  private static long at(long second) {
    return START + Duration.ofSeconds(second).toNanos();
  }
}
