package io.crawlkeeper.worker.crawl;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.crawlkeeper.model.CrawlBuilder;
import io.crawlkeeper.model.CrawlSpec;
import io.crawlkeeper.model.CrawlSpec.PolitenessSpec;
import io.crawlkeeper.model.Run.Outcome;
import io.crawlkeeper.model.RunState;
import io.crawlkeeper.worker.crawl.frontier.Sighting;
import io.crawlkeeper.worker.crawl.live.LiveView;
import io.crawlkeeper.worker.crawl.live.LiveView.Request;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;

/** What is seen of a crawl while it goes on. */
class LiveCrawlTest extends CrawlFixture {

  @Test
  void showsWhatIsUnderWayAndWhatWasDone() throws Exception {
    var held = new CountDownLatch(1);
    site.text("/robots.txt", "User-agent: *\nDisallow: /no");
    site.page(
        "/",
        "<a href=/held></a><a href=/missing></a><a href=/no/1></a><a href=/no/2></a>"
            + "<a href='mailto:ann lee'></a>");
    site.on(
        "/held",
        exchange -> {
          awaitQuietly(held);
          TestSite.send(exchange, 200, "text/html", "late".getBytes(UTF_8));
        });
    var executor = executor();
    var before = Instant.now();
    var outcome = begin(executor);

    await()
        .ignoreExceptions()
        .untilAsserted(
            () ->
                assertThat(look(executor).figures().statuses())
                    .isEqualTo(Map.of("2xx", 1L, "4xx", 1L, "robots", 2L)));
    var view = look(executor);
    assertThat(view.run()).isEqualTo("7-1");
    assertThat(view.attempt()).isEqualTo(1);
    assertThat(view.since()).isBetween(before, view.at());
    assertThat(view.inFlight()).isEqualTo(1);
    assertThat(view.queued()).isBetween(1L, 4L);
    assertThat(view.openHosts()).isEqualTo(1);
    assertThat(view.hosts().getFirst().host() + "/").isEqualTo(site.url("/"));
    assertThat(view.hosts().getFirst().inFlight()).isEqualTo(1);
    assertThat(view.hosts().getFirst().queued()).isEqualTo(view.queued());
    var pages = executor.live().pages("7-1").orElseThrow();
    assertThat(pages.find(site.url("/held"))).isInstanceOf(Sighting.Waiting.class);
    assertThat(pages.find(site.url("/#top"))).isInstanceOf(Sighting.Visited.class);
    assertThat(pages.find(site.url("/never"))).isNull();
    assertThat(pages.find("no URL")).isNull();
    assertThat(pages.find("mailto:ann lee"))
        .isEqualTo(
            new Sighting.Denied("mailto:ann%20lee", "not a URL of http or https", site.url("/")));
    assertThat(view.hosts().getFirst().delay()).isEqualTo(Duration.ZERO);
    assertThat(view.hosts().getFirst().closedUntil()).isNull();
    assertThat(view.errors())
        .singleElement()
        .satisfies(
            group -> {
              assertThat(group.error()).isEqualTo("status 404");
              assertThat(group.url()).isEqualTo(site.url("/missing"));
            });
    assertThat(view.recent())
        .extracting(Request::url)
        .containsExactly(site.url("/missing"), site.url("/"));
    assertThat(view.recent().getLast().bytes()).isPositive();

    held.countDown();
    assertThat(outcome.get(3, TimeUnit.MINUTES).state()).isEqualTo(RunState.Ended.SUCCEEDED);
    assertThat(executor.live().look("7-1")).isEmpty();
    assertThat(executor.live().queued()).isZero();
    assertThat(executor.live().bytes()).isGreaterThan(view.figures().bytes());
  }

  @Test
  void showsUntilWhenAHostIsLeftAloneAndWhy() throws Exception {
    TestSite.Answer busy =
        exchange -> {
          exchange.getResponseHeaders().set("Retry-After", "120");
          TestSite.send(exchange, 503, "text/plain", "busy".getBytes(UTF_8));
        };
    site.on("/1", busy).on("/2", busy);
    var executor = executor();
    var attempt = TestAttempt.of(oneAtATime(site.url("/1"), site.url("/2")));
    var before = Instant.now();
    var outcome = begin(executor, attempt);

    await()
        .ignoreExceptions()
        .untilAsserted(
            () -> {
              var host = look(executor).hosts().getFirst();
              assertThat(host.reason()).isEqualTo("it answered with status 503");
              assertThat(host.closedUntil())
                  .isBetween(before.plusSeconds(119), Instant.now().plusSeconds(121));
            });
    assertThat(look(executor).figures().statuses()).containsEntry("5xx", 1L);
    assertThat(site.requests()).as("the other waits").hasSize(2);

    attempt.stop = true;
    assertThat(outcome).failsWithin(Duration.ofMinutes(3));
  }

  private static CrawlSpec oneAtATime(String... seeds) {
    var politeness = new PolitenessSpec(Duration.ZERO, 1, null, null);
    return CrawlBuilder.of(seeds).politeness(politeness).build();
  }

  private static LiveView look(CrawlExecutor executor) throws Exception {
    return executor.live().look("7-1").orElseThrow().get(3, TimeUnit.MINUTES);
  }

  private CompletableFuture<Outcome> begin(CrawlExecutor executor) {
    return begin(executor, TestAttempt.of(site.url("/")));
  }

  private static CompletableFuture<Outcome> begin(CrawlExecutor executor, TestAttempt attempt) {
    return CompletableFuture.supplyAsync(
        () -> {
          try {
            return executor.execute(attempt);
          } catch (InterruptedException e) {
            throw new CompletionException(e);
          }
        });
  }

  private static void awaitQuietly(CountDownLatch latch) {
    try {
      latch.await();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }
}
