package io.crawlkeeper.systemtests;

import static io.crawlkeeper.systemtests.harness.Patience.PATIENCE;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.crawlkeeper.model.RunState;
import io.crawlkeeper.model.Task;
import io.crawlkeeper.systemtests.harness.Api;
import io.crawlkeeper.systemtests.harness.Api.Acknowledged;
import io.crawlkeeper.systemtests.harness.Cluster;
import io.crawlkeeper.systemtests.harness.Measured;
import io.crawlkeeper.systemtests.harness.Service;
import io.crawlkeeper.systemtests.harness.Site;
import io.crawlkeeper.systemtests.harness.TaskText;
import io.crawlkeeper.systemtests.harness.Znodes;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.MethodOrderer;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestMethodOrder;

/**
 * The leader and a worker are killed while the cluster is at work. The tests build on each other.
 */
@TestMethodOrder(MethodOrderer.OrderAnnotation.class)
class FailoverIT {

  private static final int TASKS = 300;
  private static final int CLIENTS = 32;
  private static final Duration PAUSE = Cluster.SESSION.plusSeconds(5);

  /** Sooner than by the rounds that everything is looked after in, twice a minute. */
  private static final Duration WHOLE_AGAIN = Cluster.SESSION.plusSeconds(20);

  private static final Map<String, Acknowledged> acknowledged = new ConcurrentHashMap<>();
  private static Cluster cluster;
  private static Znodes znodes;
  private static Site site;

  @BeforeAll
  static void start() {
    site = Site.open(0, Duration.ZERO);
    cluster = Cluster.named("failover");
    cluster.whole(2, 3);
    znodes = Znodes.at(cluster.connect());
  }

  @AfterAll
  static void stop() {
    znodes.close();
    cluster.close();
    site.close();
  }

  @Test
  @Order(1)
  void losesAndDoublesNothingWhenTheLeaderIsKilledWhileTasksArePosted() throws Exception {
    var leader = cluster.leader();
    var other = cluster.otherThan(leader);
    var epoch = epoch(leader);
    Map<String, Acknowledged> before;
    var killed = new CompletableFuture<Void>();
    try (var clients = Executors.newFixedThreadPool(CLIENTS)) {
      var addresses = List.of(leader.address(), other.address());
      var posts =
          IntStream.range(0, TASKS)
              .<Future<?>>mapToObj(
                  i ->
                      clients.submit(
                          () -> {
                            if (i >= TASKS / 2) {
                              killed.join(); // However quick they are, some come afterwards.
                            }
                            post(i % 2 == 0 ? addresses : addresses.reversed(), i);
                          }))
              .toList();
      await()
          .atMost(PATIENCE)
          .pollInterval(Duration.ofMillis(1))
          .until(() -> acknowledged.size() >= TASKS / 3);
      before = Map.copyOf(acknowledged);
      leader.process().kill();
      killed.complete(null);
      var sinceKill = Measured.now();
      cluster.gone(leader);

      awaitNextLeader(before);
      var whole =
          sinceKill.tell("tasks taken again, and all that are taken placed", "after the kill");
      assertThat(whole).isLessThan(WHOLE_AGAIN);
      for (var post : posts) {
        post.get();
      }
      awaitPlacement();
      sinceKill.tell("all %d tasks taken and placed".formatted(TASKS), "after the kill");
    }

    Measured.line(
        "%d of %d tasks were acknowledged before the kill".formatted(before.size(), TASKS));
    assertThat(before).hasSizeLessThan(TASKS);
    assertThat(acknowledged).hasSize(TASKS).containsAllEntriesOf(before);
    assertStored(acknowledged);
    assertThat(epoch(other)).isGreaterThan(epoch);
  }

  @Test
  @Order(2)
  void givesTheTasksOfAKilledWorkerToTheOthers() throws Exception {
    var victim = cluster.workers().getFirst();
    assertThat(placedOn(victim)).isPositive();

    victim.process().kill();
    var sinceKill = Measured.now();
    cluster.gone(victim);

    awaitPlacement();
    var whole = sinceKill.tell("tasks of the lost worker elsewhere", "after the kill");
    assertThat(whole).isLessThan(WHOLE_AGAIN);
    assertStored(acknowledged);
  }

  @Test
  @Order(3)
  void runsEveryTaskToItsEndAllTheSame() {
    await()
        .atMost(PATIENCE)
        .pollInterval(Duration.ofMillis(500))
        .untilAsserted(() -> assertThat(succeeded()).isEqualTo(TASKS));
  }

  @Test
  @Order(4)
  void finishesTheRunOfAPausedWorkerElsewhereAndOnlyThere() throws Exception {
    try (var crawl = SlowCrawl.begin(cluster, znodes, "interrupted")) {
      var first = crawl.first();
      var worker = first.worker();

      worker.process().pause();
      var paused = Measured.now();
      crawl.awaitSecondAttempt();
      paused.tell("the crawl goes on elsewhere", "after its worker was paused");
      await().atMost(PATIENCE).until(() -> paused.elapsed().compareTo(PAUSE) > 0);
      worker.process().resume();
      worker.awaitReady();
      crawl.assertFinishedBySecondAttempt(first);
    }
  }

  private static void post(List<String> addresses, int number) {
    var task = TaskText.ofOnePage("task-%03d".formatted(number), site.start());
    acknowledged.put(task.name(), Api.create(addresses, task));
  }

  /** More was acknowledged than before the kill, and all of it has a place. */
  private static void awaitNextLeader(Map<String, Acknowledged> before) {
    await("the next leader takes tasks, and placement is whole")
        .atMost(PATIENCE)
        .pollInterval(Duration.ofMillis(50))
        .until(
            () -> {
              var taken = Map.copyOf(acknowledged);
              return taken.size() > before.size() + CLIENTS && whole(znodes.placements(), taken);
            });
  }

  /** Every task is assigned exactly once, to a worker that lives. */
  private static void awaitPlacement() {
    await("placement is whole")
        .atMost(PATIENCE)
        .pollInterval(Duration.ofMillis(50))
        .until(() -> acknowledged.size() == TASKS && whole(znodes.placements(), acknowledged));
  }

  private static boolean whole(
      Map<String, List<String>> placements, Map<String, Acknowledged> tasks) {
    return placements.keySet().containsAll(tasks.keySet())
        && placements.values().stream()
            .allMatch(workers -> workers.size() == 1 && lives(workers.getFirst()));
  }

  private static boolean lives(String worker) {
    return cluster.workers().stream().anyMatch(service -> service.owns(worker));
  }

  private static long placedOn(Service worker) throws Exception {
    return znodes.placements().values().stream()
        .filter(workers -> worker.owns(workers.getFirst()))
        .count();
  }

  private static void assertStored(Map<String, Acknowledged> tasks) throws Exception {
    var stored = znodes.tasks();
    assertThat(stored)
        .map(task -> new Acknowledged(task.name(), task.id(), task.creationTime()))
        .containsExactlyInAnyOrderElementsOf(tasks.values());
    assertThat(stored).map(Task::id).doesNotHaveDuplicates();
  }

  private static long epoch(Service master) throws Exception {
    return Api.cluster(master.address()).path("epoch").asLong();
  }

  private static long succeeded() throws Exception {
    var count = 0L;
    for (var task : acknowledged.values()) {
      var run = znodes.run(task.name(), task.id()).orElseThrow();
      if (run.state() == RunState.Ended.SUCCEEDED) {
        count++;
      }
    }
    return count;
  }
}
