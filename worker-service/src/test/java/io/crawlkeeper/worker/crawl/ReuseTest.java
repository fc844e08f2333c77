package io.crawlkeeper.worker.crawl;

import static java.nio.charset.StandardCharsets.US_ASCII;
import static org.assertj.core.api.Assertions.assertThat;

import io.crawlkeeper.worker.crawl.fetch.AddressRange;
import io.crawlkeeper.worker.crawl.frontier.sql.SqliteFrontierStore;
import java.net.InetSocketAddress;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

@Timeout(180)
class ReuseTest {
  @TempDir Path results;
  @TempDir Path data;

  @Test
  void usesAConnectionForManyPages() throws Exception {
    Set<InetSocketAddress> connections = ConcurrentHashMap.newKeySet();
    var outcomes = new ConcurrentLinkedQueue<String>();
    var settings =
        CrawlSettings.of(
            CrawlFixture.storage(results),
            "Crawlkeeper/test",
            List.of(AddressRange.parse("127.0.0.1")));
    try (var site = TestSite.start();
        var executor =
            new CrawlExecutor(
                settings,
                CrawlFixture.gate(),
                Durability.of(new SqliteFrontierStore(data)),
                (outcome, took) -> outcomes.add(outcome))) {
      IntStream.range(0, 60)
          .forEach(
              i ->
                  site.on(
                      "/" + i,
                      exchange -> {
                        connections.add(exchange.getRemoteAddress());
                        var html = "<a href=/" + (i + 1) + ">next</a>";
                        TestSite.send(
                            exchange, i % 3 == 2 ? 404 : 200, "text/html", html.getBytes(US_ASCII));
                      }));
      var seeds = IntStream.range(0, 60).mapToObj(i -> site.url("/" + i)).toArray(String[]::new);

      executor.execute(TestAttempt.of(seeds).polite(Duration.ZERO, 2));
    }

    assertThat(connections).hasSizeLessThanOrEqualTo(3);
    assertThat(outcomes).hasSize(60).contains("2xx", "4xx");
  }
}
