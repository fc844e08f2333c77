package io.crawlkeeper.systemtests;

import static io.crawlkeeper.systemtests.harness.Patience.PATIENCE;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import io.crawlkeeper.systemtests.harness.Api;
import io.crawlkeeper.systemtests.harness.Cluster;
import io.crawlkeeper.systemtests.harness.Folders;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URLEncoder;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;

/** A task that recurs asks a site only for what has changed. */
class RecrawlIT {
  private static final String PAGE = "<h1>Ever the same</h1>";

  private final AtomicInteger sent = new AtomicInteger();

  @Test
  void aRunShowsThePagesThatAnEarlierOneHasStored() throws Exception {
    var folder = Folders.fresh("recrawl-data");
    var database = "crawlkeeper.database.url=jdbc:sqlite:" + folder.resolve("crawlkeeper.db");
    var storage = "crawlkeeper.storage.url=file:" + folder.resolve("results");
    var site = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 100);
    site.createContext("/", this::answer);
    site.start();
    try (var cluster = Cluster.named("recrawl", Cluster.LONG_SESSION)) {
      var master = cluster.master("master-1", database, storage);
      cluster.worker("worker-1", database, storage);
      cluster.awaitWhole();
      assertSame(master.address(), "http://127.0.0.1:" + site.getAddress().getPort() + "/");
    } finally {
      site.stop(0);
    }
  }

  private void assertSame(String master, String url) throws IOException {
    var task =
        """
        {"name": "again", "spec": {"schedule": {"every": "PT1S"},
          "crawl": {"seeds": ["%s"], "robots": false, "output": ["jsonl", "warc"]}}}
        """
            .formatted(url);
    assertThat(Api.post(master, "/api/v1/tasks", task).status()).isEqualTo(201);
    var path = "/api/v1/tasks/again/pages?url=" + URLEncoder.encode(url, UTF_8);

    var page =
        await("a run that finds the page unchanged")
            .atMost(PATIENCE)
            .until(
                () -> Api.get(master, path).json(),
                found -> found.at("/page/status").asInt(0) == 304);

    assertThat(page.at("/page/unchangedSince").asString(""))
        .isNotEmpty()
        .isNotEqualTo(page.path("run").asString());
    assertThat(Api.get(master, path + "&body=true").body()).isEqualTo(PAGE);
    assertThat(sent).hasValue(1);
  }

  private void answer(HttpExchange exchange) throws IOException {
    try (exchange) {
      exchange.getResponseHeaders().set("ETag", "\"1\"");
      if ("\"1\"".equals(exchange.getRequestHeaders().getFirst("If-None-Match"))) {
        exchange.sendResponseHeaders(304, -1);
      } else {
        sent.incrementAndGet();
        exchange.sendResponseHeaders(200, PAGE.length());
        exchange.getResponseBody().write(PAGE.getBytes(UTF_8));
      }
    }
  }
}
