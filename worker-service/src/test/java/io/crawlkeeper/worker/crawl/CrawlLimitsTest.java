package io.crawlkeeper.worker.crawl;

import static org.assertj.core.api.Assertions.assertThat;

import io.crawlkeeper.model.ByteSize;
import io.crawlkeeper.model.RunState;
import java.time.Duration;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(180)
class CrawlLimitsTest extends CrawlFixture {
  @Test
  void stopsAtTheLimitOfPages() throws Exception {
    tree(100);

    var outcome = executor().execute(TestAttempt.of(site.url("/p0")).limits(null, 10L, null, null));

    assertThat(outcome.state()).isEqualTo(RunState.Ended.SUCCEEDED);
    assertThat(outcome.reason()).isEqualTo("the limit of 10 pages is reached");
    assertThat(lines(outcome)).hasSize(10);
    assertThat(site.requests()).hasSize(11);
  }

  @Test
  void stopsAtTheLimitOfBytesAndOfDepth() throws Exception {
    tree(100);

    var bytes =
        executor()
            .execute(TestAttempt.of(site.url("/p0")).limits(null, null, new ByteSize(1000), null));
    assertThat(bytes.reason()).isEqualTo("the limit of 1kB is reached");
    assertThat(bytes.progress().bytes()).isBetween(1000L, 10_000L);

    var depth = executor().execute(TestAttempt.of(site.url("/p0")).limits(1, null, null, null));
    assertThat(depth.progress().fetched()).isEqualTo(3);
  }

  @Test
  void stopsAtTheLimitOfTime() throws Exception {
    tree(100);
    var passed = new AtomicLong();
    site.on("/p2", exchange -> passed.set(Duration.ofHours(1).toNanos()));
    var attempt =
        TestAttempt.of(site.url("/p0"))
            .polite(Duration.ZERO, 1)
            .limits(null, null, null, Duration.ofHours(1));

    var outcome = executor(() -> System.nanoTime() + passed.get()).execute(attempt);

    assertThat(outcome.state()).isEqualTo(RunState.Ended.SUCCEEDED);
    assertThat(outcome.reason()).isEqualTo("the time limit of 1h is reached");
    assertThat(outcome.progress().fetched()).isBetween(1L, 3L);
  }
}
