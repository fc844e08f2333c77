package io.crawlkeeper.systemtests;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.crawlkeeper.model.Tick;
import io.crawlkeeper.model.Tick.Outcome;
import io.crawlkeeper.systemtests.TickAudit.RunSeen;
import io.crawlkeeper.systemtests.harness.Api;
import io.crawlkeeper.systemtests.harness.Api.Acknowledged;
import io.crawlkeeper.systemtests.harness.Cluster;
import io.crawlkeeper.systemtests.harness.Measured;
import io.crawlkeeper.systemtests.harness.Spread;
import io.crawlkeeper.systemtests.harness.TaskText;
import io.crawlkeeper.systemtests.harness.Znodes;
import io.crawlkeeper.znode.ZnodeCodec;
import java.io.IOException;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import org.apache.zookeeper.KeeperException;
import tools.jackson.databind.JsonNode;

/** Tasks that run again and again until a fixed time, and what is recorded of them. */
final class Schedules {

  private final Cluster cluster;
  private final Instant end;
  private final List<Scheduled> tasks = new ArrayList<>();
  private final Map<Outcome, Long> counts = new EnumMap<>(Outcome.class);
  private final List<Duration> lateness = new ArrayList<>();

  private record Scheduled(Acknowledged task, Duration every) {

    String name() {
      return task.name();
    }

    /** Intervals are counted from the creation of the task. */
    Instant first() {
      return task.creationTime();
    }
  }

  private Schedules(Cluster cluster, Instant end) {
    this.cluster = cluster;
    this.end = end;
  }

  /** No tick comes after {@code end}. */
  static Schedules until(Instant end, Cluster cluster) {
    return new Schedules(cluster, end);
  }

  /**
   * @param more fields of the schedule, such as {@code "misfire": "all"}; may be empty
   */
  void add(String name, String url, Duration every, String more) {
    var crawl =
        """
        "crawl": {"seeds": ["%s"], "limits": {"maxPages": 1}, "robots": false,
                  "politeness": {"delay": "PT0S"}}\
        """
            .formatted(url);
    add(name, crawl, more, every);
  }

  /** The same, with a call instead of a crawl, which waits for no host. */
  void addCall(String name, String url, Duration every, String more) {
    add(name, "\"http\": {\"url\": \"%s\"}".formatted(url), more, every);
  }

  private void add(String name, String work, String more, Duration every) {
    var text =
        """
        {"name": "%s",
         "spec": {
           %s,
           "schedule": {"every": "%s", "endAt": "%s"%s},
           "run": {"history": {"runs": 10000, "ticks": 100000}}}}
        """
            .formatted(name, work, every, end, more.isEmpty() ? "" : ", " + more);
    var task = Api.create(cluster.masterAddresses(), new TaskText(name, text));
    tasks.add(new Scheduled(task, every));
  }

  /** Waits until the last tick of each is recorded, and no run is left. */
  void awaitQuiet(Znodes znodes, Duration most) {
    var left = Duration.between(Instant.now(), end);
    await("all ticks are recorded and all runs have ended")
        .atMost(left.isNegative() ? most : left.plus(most))
        .pollInterval(Duration.ofMillis(500))
        .untilAsserted(() -> assertThat(restless(znodes)).isEmpty());
  }

  private List<String> restless(Znodes znodes) throws KeeperException, InterruptedException {
    var restless = new ArrayList<String>();
    for (var one : tasks) {
      var ledger = znodes.ledger(one.name(), one.task.id()).orElseThrow();
      var cursor = ledger.cursor();
      if (cursor == null || cursor.isBefore(last(one)) || !ledger.live().isEmpty()) {
        restless.add("%s: cursor %s, %s".formatted(one.name(), cursor, ledger.live()));
      }
    }
    return restless;
  }

  private Instant last(Scheduled one) {
    var count = TickAudit.count(one.first(), one.every, end);
    return one.first().plus(one.every.multipliedBy(count - 1));
  }

  /** Each tick is recorded once, each that was fired has one run, and each run one tick. */
  void assertAccounted(String master) throws IOException {
    var faults = new ArrayList<String>();
    for (var one : tasks) {
      var ticks = ticks(master, one.name());
      ticks.forEach(this::count);
      var runs = runs(master, one.name()).stream().map(Schedules::seen).toList();
      faults.addAll(TickAudit.faults(one.name(), one.first(), one.every, last(one), ticks, runs));
    }
    tell();
    assertThat(faults).isEmpty();
  }

  /** The runs of the task, as they are answered. */
  List<JsonNode> runs(String master, String task) throws IOException {
    return Api.all(master, "/api/v1/tasks/" + task + "/runs");
  }

  List<Tick> ticks(String master, String task) throws IOException {
    return Api.all(master, "/api/v1/tasks/" + task + "/ticks").stream()
        .map(json -> ZnodeCodec.mapper().treeToValue(json, Tick.class))
        .toList();
  }

  private static RunSeen seen(JsonNode run) {
    return new RunSeen(run.path("id").asString(), Instant.parse(run.path("tick").asString()));
  }

  private void count(Tick tick) {
    counts.merge(tick.outcome(), tick.count(), Long::sum);
    if (tick.outcome() == Outcome.FIRED || tick.outcome() == Outcome.LATE) {
      lateness.add(Duration.between(tick.time(), tick.decided()));
    }
  }

  /** How many ticks that were asserted were run, in time or not. */
  long fired() {
    return counts.entrySet().stream()
        .filter(count -> count.getKey() != Outcome.SKIPPED)
        .mapToLong(Map.Entry::getValue)
        .sum();
  }

  private void tell() {
    var sum = counts.values().stream().mapToLong(Long::longValue).sum();
    Measured.line("%d ticks of %d schedules: %s".formatted(sum, tasks.size(), counts));
    Measured.line("lateness of those fired: " + Spread.of(lateness));
  }

  List<String> names() {
    return tasks.stream().map(Scheduled::name).toList();
  }
}
