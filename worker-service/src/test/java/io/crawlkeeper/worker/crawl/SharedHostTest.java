package io.crawlkeeper.worker.crawl;

import static java.nio.charset.StandardCharsets.US_ASCII;
import static org.assertj.core.api.Assertions.assertThat;

import io.crawlkeeper.model.Run.Outcome;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.Executors;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(180)
class SharedHostTest extends CrawlFixture {
  private static final int PAGES = 300;

  private final AtomicInteger active = new AtomicInteger();
  private final AtomicInteger most = new AtomicInteger();

  @Test
  void twoRunsTogetherStayWithinWhatTheStricterOneAllows() throws Exception {
    IntStream.range(0, PAGES).forEach(this::countingPage);
    var executor = executor();
    Callable<Outcome> strict =
        () ->
            executor.execute(TestAttempt.named("strict", site.url("/0")).polite(Duration.ZERO, 2));
    Callable<Outcome> lax =
        () -> executor.execute(TestAttempt.named("lax", site.url("/0")).polite(Duration.ZERO, 8));

    try (var threads = Executors.newFixedThreadPool(2)) {
      for (var outcome : threads.invokeAll(List.of(strict, lax))) {
        assertThat(outcome.get().progress().fetched()).isEqualTo(PAGES);
      }
    }

    assertThat(most.get()).isBetween(1, 2);
  }

  private void countingPage(int i) {
    site.on(
        "/" + i,
        exchange -> {
          most.accumulateAndGet(active.incrementAndGet(), Math::max);
          var html =
              "<a href=/%d>a</a><a href=/%d>b</a>"
                  .formatted((2 * i + 1) % PAGES, (2 * i + 2) % PAGES);
          // Before the answer: afterwards the next request may come first.
          active.decrementAndGet();
          TestSite.send(exchange, 200, "text/html", html.getBytes(US_ASCII));
        });
  }
}
