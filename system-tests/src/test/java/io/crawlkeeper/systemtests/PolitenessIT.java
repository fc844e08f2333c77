package io.crawlkeeper.systemtests;

import static io.crawlkeeper.systemtests.harness.Patience.PATIENCE;
import static org.awaitility.Awaitility.await;

import io.crawlkeeper.systemtests.harness.Api;
import io.crawlkeeper.systemtests.harness.Cluster;
import io.crawlkeeper.systemtests.harness.Folders;
import io.crawlkeeper.systemtests.harness.Measured;
import io.crawlkeeper.systemtests.harness.Postgres;
import io.crawlkeeper.systemtests.harness.Service;
import io.crawlkeeper.systemtests.harness.TaskText;
import io.crawlkeeper.systemtests.harness.WatchedSite;
import java.time.Duration;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Test;

/**
 * Two workers with two crawls each at one host that bears ten requests a second and two at once.
 * Its own notes tell whether it got more, from the first request on, also while a worker is
 * stopped, goes on, and is killed.
 */
@Order(4)
class PolitenessIT {

  private static final Duration DELAY = Duration.ofMillis(100);
  private static final int A_SECOND = 10;
  private static final int AT_ONCE = 2;

  /** They take turns of about the same length: each should have a half. */
  private static final double LEAST_SHARE = 0.2;

  private static final Duration SLOWNESS = Duration.ofMillis(120);

  /** Longer than a lease of a host, so that a worker that was stopped still has its crawls. */
  private static final Duration SESSION = Duration.ofSeconds(20);

  @Test
  void sqliteSharesAHostBetweenTheWorkersOfAMachine() throws Exception {
    var file = Folders.fresh("politeness-sqlite-file").resolve("crawlkeeper.db");
    try (var cluster = cluster("politeness-sqlite")) {
      assertPolite(cluster, "crawlkeeper.database.url=jdbc:sqlite:" + file);
    }
  }

  @Test
  void postgresqlSharesAHostBetweenAllWorkers() throws Exception {
    try (var postgres = Postgres.start(Folders.fresh("politeness-postgres"));
        var cluster = cluster("politeness-postgresql")) {
      assertPolite(cluster, postgres.settings());
    }
  }

  @Test
  void workersWithDatabasesOfTheirOwnSayThatLimitsDoNotHoldForBoth() throws Exception {
    try (var cluster = cluster("politeness-apart")) {
      cluster.worker("worker-1");
      cluster.worker("worker-2");
      for (var worker : cluster.workers()) {
        await("the notice of " + worker.id())
            .atMost(PATIENCE)
            .until(
                () ->
                    worker
                        .process()
                        .output()
                        .contains("Politeness is per worker only, as worker-"));
      }
    }
  }

  private static Cluster cluster(String name) {
    return Cluster.named(name, SESSION);
  }

  private static void assertPolite(Cluster cluster, String... database) throws Exception {
    cluster.master("master-1", database);
    var one = worker(cluster, "worker-1", database);
    var two = worker(cluster, "worker-2", database);
    cluster.awaitWhole();
    try (var site = WatchedSite.open(SLOWNESS)) {
      for (var i = 0; i < 4; i++) {
        Api.create(cluster.masterAddresses(), task("polite-" + i, site));
      }
      var workers = List.of(one, two);
      var traffic = new Traffic(site);
      awaitMore(site, workers, 1);
      awaitMore(site, workers, 40);
      traffic.assertShared(ids(workers), LEAST_SHARE);

      two.process().pauseOn(() -> awaitTurn(site, two));
      awaitMore(site, List.of(one), 10);
      two.process().resume();
      awaitMore(site, workers, 15);

      awaitTurn(site, one);
      one.process().kill();
      var killed = Measured.now();
      awaitMore(site, List.of(two), 1);
      killed.tell("the other worker has the host", "after its holder was killed");
      awaitMore(site, List.of(two), 20);

      traffic.assertNeverMoreUnderWayThan(AT_ONCE);
      traffic.assertNoMoreThan(A_SECOND, Duration.ofSeconds(1));
    }
  }

  private static Service worker(Cluster cluster, String id, String... database) {
    var settings = Stream.concat(Stream.of(database), Stream.of("crawlkeeper.user-agent=" + id));
    return cluster.worker(id, settings.toArray(String[]::new));
  }

  private static List<String> ids(List<Service> workers) {
    return workers.stream().map(Service::id).toList();
  }

  private static TaskText task(String name, WatchedSite site) {
    return new TaskText(
        name,
        """
        {"name": "%s",
         "spec": {"crawl": {
           "seeds": ["%s"],
           "politeness": {"delay": "%s", "concurrency": %d}}}}
        """
            .formatted(name, site.folder(name), DELAY, AT_ONCE));
  }

  /** Returns right after a request of this worker, so that it is not about to send the next. */
  private static void awaitTurn(WatchedSite site, Service worker) {
    var before = site.count(worker.id());
    await(worker.id() + " has the host")
        .atMost(PATIENCE)
        .pollDelay(Duration.ZERO)
        .pollInterval(Duration.ofMillis(2))
        .until(() -> site.count(worker.id()) > before);
  }

  private static void awaitMore(WatchedSite site, List<Service> workers, int more) {
    var before = ids(workers).stream().map(site::count).toList();
    for (var i = 0; i < workers.size(); i++) {
      var id = workers.get(i).id();
      var enough = before.get(i) + more;
      await(id + " sends " + more + " requests")
          .atMost(PATIENCE)
          .until(() -> site.count(id) >= enough);
    }
  }
}
