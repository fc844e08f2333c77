package io.crawlkeeper.worker.crawl;

import static org.assertj.core.api.Assertions.assertThat;

import io.crawlkeeper.model.CrawlSpec.RateSpec;
import java.time.Duration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** Each request on the way to robots.txt may have to wait for longer than a connection is held. */
@Timeout(180)
class RedirectedRobotsTest extends CrawlFixture {

  @Test
  void isReadThoughTheDelayIsLong() throws Exception {
    site.redirect("/robots.txt", "/r.txt").text("/r.txt", "").page("/", "page");

    var outcome =
        executor().execute(TestAttempt.of(site.url("/")).polite(Duration.ofSeconds(3), 1));

    assertThat(outcome.progress().fetched()).isOne();
    assertThat(site.requests()).containsExactly("/robots.txt", "/r.txt", "/");
  }

  @Test
  void isReadThoughTheRatesAreTight() throws Exception {
    var elsewhere = site.url("/r.txt").replace("127.0.0.1", "localhost");
    site.redirect("/robots.txt", elsewhere).text("/r.txt", "").page("/", "page");
    var rate = new RateSpec(1, Duration.ofSeconds(3));

    var outcome = executor().execute(TestAttempt.of(site.url("/")).rates(rate));

    assertThat(outcome.progress().fetched()).isOne();
    assertThat(site.requests()).containsExactly("/robots.txt", "/r.txt", "/");
  }
}
