package io.crawlkeeper.systemtests;

import static io.crawlkeeper.systemtests.harness.Patience.PATIENCE;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import io.crawlkeeper.systemtests.harness.Api;
import io.crawlkeeper.systemtests.harness.Cluster;
import io.crawlkeeper.systemtests.harness.FakeClock;
import io.crawlkeeper.systemtests.harness.Folders;
import io.crawlkeeper.systemtests.harness.Measured;
import io.crawlkeeper.systemtests.harness.Service;
import io.crawlkeeper.systemtests.harness.Site;
import io.crawlkeeper.systemtests.harness.TaskText;
import io.crawlkeeper.systemtests.harness.Znodes;
import java.time.Duration;
import java.time.Instant;
import org.junit.jupiter.api.Test;

/**
 * The clock of a worker goes wrong while it fires schedules, and while a run is under way. Needs
 * libfaketime.
 */
class ClockIT {

  private static final int SCHEDULES = 5;
  private static final Duration EVERY = Duration.ofSeconds(1);
  private static final Duration TIME = Duration.ofSeconds(60);
  private static final Duration WRONG = Duration.ofSeconds(10);
  private static final Duration HOURS = Duration.ofHours(3);
  private static final Duration SLIGHTLY = Duration.ofMillis(1_500);

  @Test
  void firesNothingByAWrongClockAndNothingTwice() throws Exception {
    var clock = FakeClock.in(Folders.fresh("clock-offset"));
    if (clock.isEmpty()) {
      System.out.println("NOT TESTED: wrong clocks, as the package libfaketime is missing");
    }
    assumeTrue(clock.isPresent(), "the package libfaketime is not installed");
    try (var site = Site.open(0, Duration.ZERO);
        var large = Site.open(1_000, Duration.ofSeconds(1));
        var cluster = Cluster.named("clock", Cluster.LONG_SESSION);
        var znodes = Znodes.at(cluster.connect())) {
      var database =
          "crawlkeeper.database.url=jdbc:sqlite:" + Folders.fresh("clock-db").resolve("clock.db");
      cluster.master("master-1", database);
      var worker = cluster.workerIn(clock.get().environment(), "worker-1", database);
      cluster.awaitWhole();
      var schedules = Schedules.until(Instant.now().plus(TIME), cluster);
      for (var i = 0; i < SCHEDULES; i++) {
        schedules.add("clock-" + i, site.start() + "page-" + i, EVERY, "");
      }
      awaitVisits(site);
      crawl(large, cluster);

      assertSilent(clock.get(), HOURS, worker, site);
      assertSilent(clock.get(), WRONG.negated(), worker, site);
      clock.get().putOff(SLIGHTLY.negated()); // So little is allowed, and time stands still.
      awaitVisits(site);
      clock.get().putOff(Duration.ZERO);

      schedules.awaitQuiet(znodes, PATIENCE.multipliedBy(2));
      schedules.assertAccounted(cluster.masterAddresses().getFirst());
      assertThat(schedules.runs(cluster.masterAddresses().getFirst(), "large"))
          .as("not timed out after an hour, as it was not an hour")
          .singleElement()
          .extracting(run -> run.path("state").asString())
          .isEqualTo("running");
    }
  }

  private static void crawl(Site site, Cluster cluster) {
    var text =
        """
        {"name": "large",
         "spec": {
           "crawl": {"seeds": ["%s"], "robots": false, "politeness": {"delay": "PT0S"}},
           "run": {"timeout": "PT1H"}}}
        """
            .formatted(site.start());
    var _ = Api.create(cluster.masterAddresses(), new TaskText("large", text));
    await("the run has begun").atMost(PATIENCE).until(() -> !site.visits().isEmpty());
  }

  /** Puts the clock wrong, expects that nothing is fired, and puts it right again. */
  private static void assertSilent(FakeClock clock, Duration ahead, Service worker, Site site)
      throws Exception {
    var said = said(worker);
    clock.putOff(ahead);
    var wrong = Measured.now();
    await("the worker says that its clock is off")
        .atMost(PATIENCE)
        .until(() -> said(worker) > said);
    wrong.tell("the worker refuses to fire", "after its clock was put off by " + ahead);
    assertThat(Math.abs(ahead(worker) - ahead.toSeconds())).as("metric").isLessThan(5);
    var before = site.visits().size();
    var silent = Measured.now();
    await().atMost(PATIENCE).until(() -> silent.elapsed().compareTo(EVERY.multipliedBy(3)) > 0);
    assertThat(site.visits().size() - before)
        .as("under way before, and no more")
        .isLessThanOrEqualTo(SCHEDULES);
    clock.putOff(Duration.ZERO);
    awaitVisits(site);
  }

  /** Seconds, as the metric says. */
  private static double ahead(Service worker) throws Exception {
    var name = "crawlkeeper_clock_ahead_seconds ";
    return Api.get(worker.address(), "/actuator/prometheus")
        .body()
        .lines()
        .filter(line -> line.startsWith(name))
        .mapToDouble(line -> Double.parseDouble(line.substring(name.length())))
        .findFirst()
        .orElseThrow();
  }

  private static long said(Service worker) {
    return worker.process().output().lines().filter(line -> line.contains("clock is")).count();
  }

  private static void awaitVisits(Site site) {
    var before = site.visits().size();
    await("schedules fire")
        .atMost(PATIENCE)
        .until(() -> site.visits().size() > before + 2 * SCHEDULES);
  }
}
