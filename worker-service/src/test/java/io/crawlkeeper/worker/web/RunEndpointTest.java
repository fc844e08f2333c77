package io.crawlkeeper.worker.web;

import static org.assertj.core.api.Assertions.assertThat;

import io.crawlkeeper.web.WebNode;
import io.crawlkeeper.worker.crawl.frontier.PageRecord;
import io.crawlkeeper.worker.crawl.frontier.Sighting.Denied;
import io.crawlkeeper.worker.crawl.frontier.Sighting.Visited;
import io.crawlkeeper.worker.crawl.frontier.Sighting.Waiting;
import io.crawlkeeper.worker.crawl.live.FixedPages;
import io.crawlkeeper.worker.crawl.live.LiveRuns;
import io.crawlkeeper.worker.crawl.live.LiveView;
import io.crawlkeeper.worker.crawl.live.LiveView.ErrorGroup;
import io.crawlkeeper.worker.crawl.live.LiveView.Figures;
import io.crawlkeeper.worker.crawl.live.LiveView.Host;
import io.crawlkeeper.worker.crawl.live.LiveView.Rate;
import io.crawlkeeper.worker.crawl.live.LiveView.Request;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.springframework.boot.autoconfigure.EnableAutoConfiguration;
import org.springframework.context.annotation.Import;

/** What a worker tells masters of its runs, over real HTTP. */
class RunEndpointTest {

  private static final Instant AT = Instant.parse("2026-01-02T03:04:05Z");
  private static final LiveRuns RUNS = new LiveRuns();
  private static WebNode web;

  @BeforeAll
  static void start() {
    web = WebNode.start(App.class, beans -> beans.registerBean(LiveRuns.class, () -> RUNS));
  }

  @AfterAll
  static void stop() {
    web.close();
  }

  @Test
  void tellsOfARunUnderWay() throws Exception {
    var view =
        new LiveView(
            "7-1",
            "docs",
            2,
            AT,
            AT.plusSeconds(9),
            5,
            1,
            new Figures(3, 400, new Rate(0.5, 0.25), Map.of("2xx", 3L)),
            1,
            List.of(
                new Host("http://e.org", 1, null, Duration.ofMillis(500), AT, "status 429", null)),
            List.of(new ErrorGroup("status 404", 1, "status 404", "http://e.org/x", AT)),
            List.of(new Request("http://e.org/y", 200, 84, 10, AT, null)));
    var pages = new FixedPages(Map.of(), Map.of("http://e.org", 12L));
    try (var _ = RUNS.open("7-1", answer -> answer.complete(view), pages)) {
      var answer = web.get("/internal/v1/runs/7-1");
      assertThat(answer.statusCode()).isEqualTo(200);
      assertThat(answer.headers().firstValue("Content-Type")).contains("application/json");
      assertThat(answer.body())
          .contains("\"run\":\"7-1\"")
          .contains("\"attempt\":2")
          .contains("\"perSecond\":{\"lastMinute\":0.5,\"overall\":0.25}")
          .contains("\"delay\":\"PT0.5S\"")
          .contains("\"queued\":12")
          .contains("\"closedUntil\":\"2026-01-02T03:04:05Z\"")
          .contains("\"url\":\"http://e.org/y\"")
          .doesNotContain("null");
    }
  }

  @Test
  void tellsWhatBecameOfAUrlSoFar() throws Exception {
    var done = PageRecord.unanswered("http://e.org/d", 1, null, AT, "dns");
    var pages =
        new FixedPages(
            Map.of(
                "http://e.org/d?x=1&y", new Visited(done, null),
                "http://e.org/q", new Waiting("http://e.org/q", "http://e.org/"),
                "http://e.org/r", new Denied("http://e.org/r", "out of scope", null)),
            Map.of());
    try (var _ = RUNS.open("7-4", _ -> {}, pages)) {
      var target = "/internal/v1/runs/7-4/pages?url=http%3A%2F%2Fe.org%2F";
      assertThat(web.get(target + "d%3Fx%3D1%26y").body())
          .contains(
              "\"state\":\"done\"", "\"page\":{\"url\":\"http://e.org/d\"", "\"error\":\"dns\"");
      assertThat(web.get(target + "q").body())
          .isEqualTo(
              "{\"url\":\"http://e.org/q\",\"state\":\"queued\",\"referrer\":\"http://e.org/\"}");
      assertThat(web.get(target + "r").body())
          .isEqualTo(
              "{\"url\":\"http://e.org/r\",\"state\":\"refused\",\"taken\":false,"
                  + "\"reason\":\"out of scope\"}");
      assertThat(web.get(target + "other").body()).isEqualTo("{\"state\":\"unknown\"}");
    }
    assertThat(web.get("/internal/v1/runs/7-4/pages?url=x").statusCode()).isEqualTo(404);
  }

  @Test
  void knowsNoOtherRuns() throws Exception {
    assertThat(web.get("/internal/v1/runs/7-2").statusCode()).isEqualTo(404);
  }

  @Test
  void isNotHeldUpByARunThatIsBusy() throws Exception {
    try (var _ = RUNS.open("7-3", _ -> {}, FixedPages.NONE)) {
      assertThat(web.get("/internal/v1/runs/7-3").statusCode()).isEqualTo(503);
    }
  }

  @EnableAutoConfiguration
  @Import(RunEndpoint.class)
  static class App {}
}
