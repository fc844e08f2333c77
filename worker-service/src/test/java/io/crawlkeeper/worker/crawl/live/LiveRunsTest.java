package io.crawlkeeper.worker.crawl.live;

import static org.assertj.core.api.Assertions.assertThat;

import io.crawlkeeper.model.Progress;
import io.crawlkeeper.worker.crawl.live.LiveView.Figures;
import io.crawlkeeper.worker.crawl.live.LiveView.Host;
import io.crawlkeeper.worker.crawl.live.LiveView.Rate;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;

class LiveRunsTest {

  private static final LiveView VIEW =
      new LiveView(
          "7-1",
          "docs",
          1,
          Instant.EPOCH,
          Instant.EPOCH,
          0,
          0,
          new Figures(0, 0, new Rate(0, 0), Map.of()),
          0,
          List.of(),
          List.of(),
          List.of());

  private final LiveRuns runs = new LiveRuns();
  private final List<CompletableFuture<LiveView>> asked = new ArrayList<>();

  @Test
  void asksTheRunOnceForAllThatWait() {
    try (var _ = runs.open("7-1", asked::add, FixedPages.NONE)) {
      var first = runs.look("7-1").orElseThrow();
      var second = runs.look("7-1").orElseThrow();
      assertThat(asked).hasSize(1);
      asked.getFirst().complete(VIEW);
      assertThat(first).isCompletedWithValue(VIEW);
      assertThat(second).isCompletedWithValue(VIEW);
      var _ = runs.look("7-1");
      assertThat(asked).hasSize(2);
    }
  }

  @Test
  void oneWhoNoLongerWaitsTakesNothingFromTheOthers() {
    try (var _ = runs.open("7-1", asked::add, FixedPages.NONE)) {
      runs.look("7-1").orElseThrow().cancel(true);
      assertThat(asked.getFirst()).isNotDone();
    }
  }

  @Test
  void failsWhoWaitsWhenTheRunEnds() {
    var run = runs.open("7-1", asked::add, FixedPages.NONE);
    var waiting = runs.look("7-1").orElseThrow();
    run.close();
    assertThat(waiting).isCompletedExceptionally();
    assertThat(runs.look("7-1")).isEmpty();
  }

  @Test
  void knowsTheLaterAttemptWhenTheEarlierEndsAfterIt() {
    var first = runs.open("7-1", _ -> {}, FixedPages.NONE);
    try (var _ = runs.open("7-1", asked::add, FixedPages.NONE)) {
      first.close();
      assertThat(runs.look("7-1")).isPresent();
      assertThat(asked).hasSize(1);
    }
  }

  @Test
  void addsUpQueuesOfRunsAndAllBytes() {
    var one = runs.open("7-1", asked::add, FixedPages.NONE);
    try (var two = runs.open("8-1", asked::add, FixedPages.NONE)) {
      one.report(new Progress(10, 0, 0, 0, 0));
      two.report(new Progress(5, 0, 0, 0, 0));
      assertThat(runs.queued()).isEqualTo(15);
      one.received(100);
      one.close();
      assertThat(runs.queued()).isEqualTo(5);
      assertThat(runs.bytes()).isEqualTo(100);
    }
  }

  @Test
  void addsTheQueuesOfHostsAsFarAsTheyAreKnown() throws Exception {
    var host = new Host("http://a", 1, null, null, null, null, null);
    var view =
        new LiveView(
            "7-1",
            "docs",
            1,
            Instant.EPOCH,
            Instant.EPOCH,
            0,
            0,
            VIEW.figures(),
            1,
            List.of(host),
            List.of(),
            List.of());
    for (var queues : Arrays.asList(Map.of("http://a", 9L), Map.<String, Long>of(), null)) {
      try (var _ = runs.open("7-1", asked::add, new FixedPages(Map.of(), queues))) {
        var look = runs.look("7-1").orElseThrow();
        asked.removeLast().complete(view);
        var queued = queues == null ? null : queues.get("http://a");
        assertThat(look.get(3, TimeUnit.MINUTES).hosts())
            .containsExactly(new Host("http://a", 1, queued, null, null, null, null));
      }
    }
  }
}
