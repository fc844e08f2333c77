package io.crawlkeeper.systemtests;

import static io.crawlkeeper.systemtests.harness.Patience.PATIENCE;
import static java.util.stream.Collectors.toSet;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.crawlkeeper.systemtests.harness.Api;
import io.crawlkeeper.systemtests.harness.Api.Answer;
import io.crawlkeeper.systemtests.harness.Callee;
import io.crawlkeeper.systemtests.harness.Cluster;
import io.crawlkeeper.systemtests.harness.Folders;
import io.crawlkeeper.systemtests.harness.Service;
import io.crawlkeeper.systemtests.harness.TaskText;
import java.io.IOException;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Set;
import java.util.function.Predicate;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.JsonNode;

/** What users ask of runs and schedules by REST, in real processes. */
class RunsIT {

  /** Has no tick while the tests run. */
  private static final String YEARLY = "{'cron': '0 0 1 1 *'}";

  private static Cluster cluster;
  private static Callee callee;

  @BeforeAll
  static void start() {
    callee = Callee.open();
    cluster = Cluster.named("runs");
    var file = Folders.fresh("runs-database").resolve("crawlkeeper.db");
    var database = "crawlkeeper.database.url=jdbc:sqlite:" + file;
    cluster.master("master-1", database);
    cluster.worker("worker-1", database, "crawlkeeper.slots=20");
    cluster.worker("worker-2", database, "crawlkeeper.slots=20");
    cluster.awaitWhole();
  }

  @AfterAll
  static void stop() {
    cluster.close();
    callee.close();
  }

  @Test
  void makesOneRunOfOneRequestThoughTheOwnerIsLost() throws Exception {
    create("once", callee.url("once"), YEARLY);
    var owner = owner("once");

    owner.process().kill();
    var first = Api.post(master(), "/api/v1/tasks/once/runs", "{}", "my-run");
    var second = Api.post(master(), "/api/v1/tasks/once/runs", "{}", "my-run");

    assertThat(first.status()).as(first.body()).isEqualTo(202);
    assertThat(first.json().path("state").asString()).isEqualTo("requested");
    assertThat(second.status()).as(second.body()).isEqualTo(202);
    var id = first.json().path("id").asString();
    assertThat(second.json().path("id").asString()).isEqualTo(id);
    awaitState(id, "succeeded");
    var third = Api.post(master(), "/api/v1/tasks/once/runs", "{}", "my-run");
    assertThat(third.json().path("id").asString()).isEqualTo(id);
    assertThat(runs("once")).hasSize(1);
    assertThat(callee.calls(callee.url("once"))).isEqualTo(1);
    cluster.restart(owner);
    cluster.awaitWhole();
  }

  @Test
  void cancelsARunThatIsUnderWay() throws Exception {
    create("cancelled", callee.held("cancelled"), YEARLY);
    var id = run("cancelled");
    awaitState(id, "running");

    assertThat(Api.remove(master(), "/api/v1/runs/" + id).status()).isEqualTo(202);

    awaitState(id, "cancelled");
    var again = Api.remove(master(), "/api/v1/runs/" + id);
    assertThat(again.status()).isEqualTo(409);
    assertThat(again.json().path("code").asString()).isEqualTo("run-ended");
  }

  @Test
  void skipsWhatComesWhileAScheduleIsPaused() throws Exception {
    create("paused", callee.url("paused"), "{'every': 'PT1S'}");
    await("runs").atMost(PATIENCE).until(() -> callee.calls(callee.url("paused")) >= 2);

    assertThat(post("/api/v1/tasks/paused:pause", "").status()).isEqualTo(200);
    await("it is paused, and nothing runs")
        .atMost(PATIENCE)
        .until(() -> task("paused").at("/status/state").asString().equals("paused"));
    assertThat(task("paused").at("/status/schedule").has("next")).isFalse();
    var since = Instant.now().plusSeconds(10); // By then the owner has heard of it.
    await("ticks pass").atMost(PATIENCE).until(() -> since.plusSeconds(3).isBefore(Instant.now()));
    var until = Instant.now();
    assertThat(post("/api/v1/tasks/paused:resume", "").status()).isEqualTo(200);

    await("it goes on")
        .atMost(PATIENCE)
        .until(() -> texts(runs("paused"), "tick").stream().anyMatch(isAfter(until)));
    assertThat(texts(runs("paused"), "tick"))
        .noneMatch(isAfter(since).and(isAfter(until).negate()));
    var skipped = Api.all(master(), "/api/v1/tasks/paused/ticks?outcome=skipped");
    assertThat(skipped)
        .filteredOn(tick -> tick.path("reason").asString().equals("paused"))
        .singleElement()
        .satisfies(tick -> assertThat(tick.path("count").asInt()).isGreaterThanOrEqualTo(3));
    assertThat(Api.delete(master(), "paused").status()).isEqualTo(204);
  }

  private static Instant monthAgo() {
    return Instant.now().truncatedTo(ChronoUnit.SECONDS).minus(Duration.ofDays(30));
  }

  /** Daily since half a day before, so that the next tick is half a day away as well. */
  private static String daily(Instant monthAgo) {
    return "{'every': 'PT24H', 'startAt': '%s'}".formatted(monthAgo.minus(Duration.ofHours(12)));
  }

  @Test
  void runsTicksOfThePast() throws Exception {
    var from = monthAgo();
    create("past", callee.url("past"), daily(from));
    var span =
        "{'from': '%s', 'to': '%s'}"
            .formatted(from, from.plus(Duration.ofDays(3)))
            .replace('\'', '"');

    var tried = post("/api/v1/tasks/past/backfill?dryRun=true", span);
    assertThat(tried.status()).as(tried.body()).isEqualTo(202);
    assertThat(tried.json().path("count").asInt()).isEqualTo(3);
    var asked = post("/api/v1/tasks/past/backfill", span);
    assertThat(asked.json().path("ticks")).isEqualTo(tried.json().path("ticks"));

    await("all of them have run")
        .atMost(PATIENCE)
        .untilAsserted(
            () ->
                assertThat(runs("past"))
                    .hasSize(3)
                    .allMatch(run -> run.path("cause").asString().equals("backfill"))
                    .allMatch(run -> run.path("state").asString().equals("succeeded")));
    assertThat(texts(runs("past"), "tick")).isEqualTo(texts(asked.json().path("ticks")));
    var ticks = Api.all(master(), "/api/v1/tasks/past/ticks?outcome=backfilled");
    assertThat(texts(ticks, "time")).isEqualTo(texts(asked.json().path("ticks")));
    assertThat(callee.calls(callee.url("past"))).isEqualTo(3);
  }

  @Test
  void endsABackfill() throws Exception {
    var from = monthAgo();
    create("ended", callee.held("ended"), daily(from));
    var span = "{'from': '%s', 'to': '%s'}".formatted(from, from.plus(Duration.ofDays(10)));
    var asked = post("/api/v1/tasks/ended/backfill", span.replace('\'', '"')).json();
    var list = "/api/v1/tasks/ended/backfills";
    await("its first run is under way")
        .atMost(PATIENCE)
        .until(() -> Api.get(master(), list).json().at("/items/0/left").asInt(0) == 9);

    var request = asked.path("request").asString();
    assertThat(Api.remove(master(), list + "/" + request).status()).isEqualTo(202);

    await("there is none any more")
        .atMost(PATIENCE)
        .until(() -> Api.get(master(), list).json().path("items").isEmpty());
    var run = runs("ended").getFirst().path("id").asString();
    assertThat(Api.remove(master(), "/api/v1/runs/" + run).status()).isEqualTo(202);
    awaitState(run, "cancelled");
    assertThat(runs("ended")).hasSize(1);
  }

  @Test
  void showsBeforeAndAfterATaskIsStoredWhenItWouldRun() throws Exception {
    var json = json("previewed", callee.url("previewed"), "{'cron': '30 2 1 1 *'}");
    var path = "/api/v1/schedule:preview?next=3";

    var before = post(path, json).json();
    var tried = post("/api/v1/tasks?dryRun=true", json).json();
    assertThat(Api.get(master(), "/api/v1/tasks/previewed").status()).isEqualTo(404);
    Api.create(cluster.masterAddresses(), new TaskText("previewed", json));
    var after = Api.get(master(), "/api/v1/tasks/previewed/schedule?next=3").json();

    assertThat(before.path("next")).hasSize(3).isEqualTo(after.path("next"));
    assertThat(tried.at("/status/schedule/next")).isEqualTo(after.at("/next/0/due"));
  }

  @Test
  void evensOutTasksThatRun() throws Exception {
    var names = IntStream.range(0, 12).mapToObj("moved-%d"::formatted).toList();
    assertThat(post("/api/v1/cluster/workers/worker-2:cordon", "").status()).isEqualTo(200);
    try (var held = Callee.open()) {
      for (var name : names) {
        create(name, held.held(name), YEARLY);
        awaitState(run(name), "running");
      }
      assertThat(post("/api/v1/cluster/workers/worker-2:uncordon", "").status()).isEqualTo(200);
      var placed = owners(names);
      assertThat(placed).hasSize(1);

      var tried = post("/api/v1/cluster:rebalance?running=true&dryRun=true", "");
      assertThat(tried.json().path("moves")).isNotEmpty();
      assertThat(owners(names)).isEqualTo(placed);
      var done = post("/api/v1/cluster:rebalance?running=true", "");
      assertThat(done.status()).isEqualTo(200);
      assertThat(done.json().path("moves")).isNotEmpty();
    }

    await("some have moved").atMost(PATIENCE).until(() -> owners(names).size() == 2);
    for (var name : names) {
      await("it has run once").atMost(PATIENCE).untilAsserted(() -> assertSucceededOnce(name));
    }
  }

  private static void assertSucceededOnce(String task) throws IOException {
    assertThat(runs(task))
        .singleElement()
        .satisfies(run -> assertThat(run.path("state").asString()).isEqualTo("succeeded"));
  }

  private static String master() {
    return cluster.masterAddresses().getFirst();
  }

  private static Answer post(String path, String body) throws IOException {
    return Api.post(master(), path, body);
  }

  private static String json(String name, String url, String schedule) {
    return "{'name': '%s', 'spec': {'http': {'url': '%s'}, 'schedule': %s}}"
        .formatted(name, url, schedule)
        .replace('\'', '"');
  }

  private static void create(String name, String url, String schedule) {
    Api.create(cluster.masterAddresses(), new TaskText(name, json(name, url, schedule)));
  }

  private static JsonNode task(String name) throws IOException {
    return Api.task(master(), name);
  }

  /** The id of a run that is asked for. */
  private static String run(String task) throws IOException {
    var answer = post("/api/v1/tasks/" + task + "/runs", "{}");
    assertThat(answer.status()).as(answer.body()).isEqualTo(202);
    return answer.json().path("id").asString();
  }

  private static void awaitState(String run, String state) {
    await(run + " is " + state)
        .atMost(PATIENCE)
        .pollInterval(Duration.ofMillis(100))
        .until(
            () -> Api.get(master(), "/api/v1/runs/" + run).json().path("state").asString(""),
            state::equals);
  }

  private static List<JsonNode> runs(String task) throws IOException {
    return Api.all(master(), "/api/v1/tasks/" + task + "/runs");
  }

  private static Service owner(String task) throws IOException {
    var node = task(task).path("assignedNode").asString();
    return cluster.workers().stream().filter(one -> one.owns(node)).findFirst().orElseThrow();
  }

  private static Set<String> owners(List<String> tasks) throws IOException {
    var all = Api.all(master(), "/api/v1/tasks");
    return all.stream()
        .filter(task -> tasks.contains(task.path("name").asString()))
        .map(task -> task.path("assignedNode").asString())
        .collect(toSet());
  }

  private static Predicate<String> isAfter(Instant time) {
    return text -> Instant.parse(text).isAfter(time);
  }

  private static Set<String> texts(List<JsonNode> all, String field) {
    return all.stream().map(one -> one.path(field).asString()).collect(toSet());
  }

  private static Set<String> texts(JsonNode all) {
    return all.valueStream().map(JsonNode::asString).collect(toSet());
  }
}
