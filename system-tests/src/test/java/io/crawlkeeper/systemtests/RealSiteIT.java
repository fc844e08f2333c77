package io.crawlkeeper.systemtests;

import static io.crawlkeeper.systemtests.harness.Patience.PATIENCE;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import com.sun.net.httpserver.SimpleFileServer;
import com.sun.net.httpserver.SimpleFileServer.OutputLevel;
import io.crawlkeeper.systemtests.harness.Api;
import io.crawlkeeper.systemtests.harness.Cluster;
import io.crawlkeeper.systemtests.harness.DebianPackage;
import io.crawlkeeper.systemtests.harness.FreePorts;
import io.crawlkeeper.systemtests.harness.Measured;
import io.crawlkeeper.systemtests.harness.Pages;
import io.crawlkeeper.systemtests.harness.TaskText;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.Executors;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.JsonNode;

/** A real site of more than a thousand pages: the manual of PostgreSQL, as Debian ships it. */
class RealSiteIT {

  private static final String PACKAGE = "postgresql-doc-15";
  private static final String SITE = "usr/share/doc/postgresql-doc-15/html";
  private static final int PAGES = 1_169;

  @Test
  void crawlsEveryPageOfAManualOnce() throws Exception {
    var unpacked = DebianPackage.unpacked(PACKAGE);
    assumeTrue(unpacked.isPresent(), "the Debian package " + PACKAGE + " cannot be had here");
    var pages = unpacked.get().resolve(SITE);
    var address = new InetSocketAddress(InetAddress.getLoopbackAddress(), FreePorts.next());
    var server = SimpleFileServer.createFileServer(address, pages, OutputLevel.NONE);
    try (var threads = Executors.newVirtualThreadPerTaskExecutor()) {
      server.setExecutor(threads);
      server.start();
      assertCrawled("http://127.0.0.1:" + address.getPort() + "/", pages);
    } finally {
      server.stop(0);
    }
  }

  private static void assertCrawled(String root, Path pages) throws Exception {
    try (var cluster = Cluster.named("real-site", Cluster.LONG_SESSION)) {
      var master = cluster.master("master-1");
      var worker = cluster.worker("worker-1");
      cluster.awaitWhole();
      var began = Measured.now();
      Api.create(cluster.masterAddresses(), TaskText.ofSite("manual", root + "index.html", 8));

      await("the crawl ends")
          .atMost(PATIENCE)
          .pollInterval(Duration.ofMillis(200))
          .until(() -> ended(Api.task(master.address(), "manual")));
      var took = began.elapsed();

      var run = Api.task(master.address(), "manual").at("/status/run");
      assertThat(run.path("state").asString()).as("%s", run).isEqualTo("succeeded");
      var crawled = Pages.urls(worker.results().resolve(run.path("output").asString()));
      assertThat(crawled).containsExactlyInAnyOrderElementsOf(expected(root, pages));
      Measured.line(
          "%d pages in %s, %d a second"
              .formatted(
                  crawled.size(),
                  Measured.seconds(took),
                  crawled.size() * 1000L / took.toMillis()));
    }
  }

  private static boolean ended(JsonNode task) {
    return List.of("succeeded", "failed", "cancelled")
        .contains(task.at("/status/state").asString(""));
  }

  private static List<String> expected(String root, Path pages) throws IOException {
    try (var files = Files.list(pages)) {
      var urls =
          files
              .map(file -> file.getFileName().toString())
              .filter(name -> name.endsWith(".html"))
              .map(name -> root + name)
              .toList();
      assertThat(urls).hasSize(PAGES);
      return urls;
    }
  }
}
