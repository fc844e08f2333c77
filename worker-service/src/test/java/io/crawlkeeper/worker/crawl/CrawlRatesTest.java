package io.crawlkeeper.worker.crawl;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import com.sun.net.httpserver.HttpExchange;
import io.crawlkeeper.model.CrawlSpec.RateSpec;
import java.io.IOException;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.locks.LockSupport;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** Holds the rates of a task against the log of the site. */
@Timeout(180)
class CrawlRatesTest extends CrawlFixture {
  private static final int PAGES = 24;
  private static final List<RateSpec> RATES =
      List.of(new RateSpec(3, Duration.ofSeconds(1)), new RateSpec(10, Duration.ofSeconds(4)));

  private final AtomicInteger requests = new AtomicInteger();
  private final ConcurrentLinkedQueue<Long> log = new ConcurrentLinkedQueue<>();

  /** Every other three requests take their time until the site has noted them. */
  private void note(HttpExchange exchange) throws IOException {
    if (requests.getAndIncrement() / 3 % 2 == 0) {
      LockSupport.parkNanos(Duration.ofMillis(300).toNanos());
    }
    log.add(System.nanoTime());
    var links = new StringBuilder();
    IntStream.range(0, PAGES).forEach(i -> links.append("<a href=/").append(i).append(">l</a>"));
    TestSite.send(exchange, 200, "text/html", links.toString().getBytes(UTF_8));
  }

  @Test
  void keepsSeveralRatesInTheLogOfTheSite() throws Exception {
    IntStream.range(0, PAGES).forEach(i -> site.on("/" + i, this::note));
    site.on("/robots.txt", this::note);

    var attempt = TestAttempt.of(site.url("/0")).rates(RATES.toArray(RateSpec[]::new));
    var outcome = executor().execute(attempt);

    assertThat(outcome.progress().fetched()).isEqualTo(PAGES);
    var times = log.stream().sorted().toList();
    for (var rate : RATES) {
      for (var i = rate.events(); i < times.size(); i++) {
        assertThat(Duration.ofNanos(times.get(i) - times.get(i - rate.events())))
            .as("%s: from request %s to %s", rate, i - rate.events(), i)
            .isGreaterThanOrEqualTo(rate.per());
      }
    }
  }
}
