package io.crawlkeeper.systemtests;

import static org.junit.jupiter.api.Assumptions.assumeTrue;

import io.crawlkeeper.systemtests.harness.Cluster;
import io.crawlkeeper.systemtests.harness.Folders;
import io.crawlkeeper.systemtests.harness.JavaManual;
import io.crawlkeeper.systemtests.harness.Postgres;
import io.crawlkeeper.systemtests.harness.ShardedManual;
import io.crawlkeeper.systemtests.harness.Znodes;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Optional;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Test;

/**
 * Workers are killed while they crawl a real site, and the crawl goes on where its last batch
 * ended. In every build a part of the site; CONTRIBUTING.md has the command for all of it.
 */
@Order(5)
class KilledCrawlIT {

  private static final boolean WHOLE = Boolean.getBoolean("crawlkeeper.killed.whole");
  private static final String SITE =
      WHOLE ? "/.*\\.html" : "/api/(index|java\\.base/(module-summary|java/(util|nio)/.*))\\.html";
  private static final int KILLS = WHOLE ? 5 : 2;
  private static final Duration INTERVAL = Duration.ofMillis(WHOLE ? 6 : 12);

  private static Optional<JavaManual> manual = Optional.empty();

  @BeforeAll
  static void unpack() throws Exception {
    manual = JavaManual.unpacked();
    assumeTrue(
        manual.isPresent(), "the Debian package " + JavaManual.PACKAGE + " cannot be had here");
  }

  @Test
  void crawlOfOneMachineGoesOnAfterEachKill() throws Exception {
    var data = Folders.fresh("killed-sqlite-data");
    try (var cluster = Cluster.named("killed-sqlite")) {
      var settings =
          new String[] {
            "crawlkeeper.data=" + data,
            "crawlkeeper.database.url=jdbc:sqlite:" + data.resolve("crawlkeeper.db")
          };
      cluster.master("master-1", settings[1]);
      cluster.worker("worker-1", settings);
      cluster.worker("worker-2", settings);
      assertUndisturbed(cluster, data.resolve("results"));
    }
  }

  @Test
  void crawlOfManyMachinesGoesOnAfterEachKill() throws Exception {
    var results = Folders.fresh("killed-postgresql-results");
    try (var postgres = Postgres.start(Folders.fresh("killed-postgresql-server"));
        var cluster = Cluster.named("killed-postgresql")) {
      var settings = postgres.settings("crawlkeeper.storage.url=file:" + results);
      cluster.master("master-1", settings);
      cluster.worker("worker-1", settings);
      cluster.worker("worker-2", settings);
      assertUndisturbed(cluster, results);
    }
  }

  /** In the end nothing tells that the crawl was disturbed but a few fetches more. */
  private static void assertUndisturbed(Cluster cluster, Path results) throws Exception {
    var expected = manual.orElseThrow().reachable(path -> path.matches(SITE));
    cluster.awaitWhole();
    try (var site = ShardedManual.serve(manual.orElseThrow(), INTERVAL);
        var znodes = Znodes.at(cluster.connect())) {
      var crawl = KilledCrawl.begin(cluster, znodes, site, expected, SITE);
      crawl.kill(KILLS);
      crawl.awaitEnd();

      crawl.assertFetchedAgain(KILLS);
      crawl.assertPublishedOnce(results);
    }
  }
}
