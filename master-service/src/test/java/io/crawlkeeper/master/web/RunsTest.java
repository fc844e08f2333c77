package io.crawlkeeper.master.web;

import static org.assertj.core.api.Assertions.assertThat;

import io.crawlkeeper.master.Images;
import io.crawlkeeper.model.LedgerBuilder;
import io.crawlkeeper.model.Run;
import io.crawlkeeper.model.RunState;
import io.crawlkeeper.model.Task;
import io.crawlkeeper.model.Tick;
import java.net.http.HttpRequest.BodyPublishers;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.JsonNode;

/** What users ask of the owners of tasks, and what they read of runs. */
class RunsTest extends OneMaster {

  private static final Instant NOW = FakeCluster.NOW;

  @Test
  void asksForARunAndShowsItUntilItIsMade() {
    create("a");
    var answer = client.send("POST", TASKS + "/a/runs", BodyPublishers.noBody());
    assertThat(answer.statusCode()).isEqualTo(202);
    assertThat(Client.header(answer, "Location")).isEqualTo("/api/v1/runs/100-r1");
    assertThat(Client.json(answer).toString())
        .isEqualTo(
            "{\"id\":\"100-r1\",\"task\":\"a\",\"cause\":\"request\",\"state\":\"requested\","
                + "\"createTime\":\"2026-01-02T03:04:05Z\"}");
    assertThat(Client.json(client.get("/api/v1/runs/100-r1"))).isEqualTo(Client.json(answer));
    assertThat(listed("/api/v1/runs?state=requested")).containsExactly("100-r1");

    tell(List.of(run("100-r1", NOW)), null, 1);

    assertThat(state("100-r1")).isEqualTo("queued");
    assertThat(listed("/api/v1/runs")).containsExactly("100-r1");
  }

  @Test
  void makesOneRunOfAKey() {
    create("a");
    var first = client.post(TASKS + "/a/runs", "{}", "Idempotency-Key", "k");
    var second = client.post(TASKS + "/a/runs", "", "Idempotency-Key", "k");
    assertThat(Client.json(second)).isEqualTo(Client.json(first));
    assertCode(client.post(TASKS, Client.task("b"), "Idempotency-Key", "k"), 422, "key-reused");
  }

  @Test
  void showsOneRunOfADryRunAndMakesNone() {
    create("a");
    assertThat(client.post(TASKS + "/a/runs?dryRun=true", "{}").statusCode()).isEqualTo(202);
    assertCode(client.get("/api/v1/runs/100-r1"), 404, "no-such-run");
  }

  @Test
  void refusesWhatCannotBeAsked() {
    assertCode(client.post(TASKS + "/a/runs", "{}"), 404, "no-such-task");
    create("a");
    assertCode(client.post(TASKS + "/a/runs", "{\"x\":1}"), 400, "invalid-body");
    assertCode(client.post(TASKS + "/a/runs", "[]"), 400, "invalid-body");
    for (var i = 0; i < 100; i++) {
      client.post(TASKS + "/a/runs", "{}");
    }
    var full = client.post(TASKS + "/a/runs", "{}");
    assertCode(full, 429, "queue-full");
    assertThat(Client.header(full, "Retry-After")).isEqualTo("1");
  }

  @Test
  void cancelsARunThatIsUnderWay() {
    create("a");
    tell(List.of(run("100-1", NOW)), null, 0);
    assertThat(client.delete("/api/v1/runs/100-1").statusCode()).isEqualTo(202);
    assertThat(cluster.image().requests()).containsOnlyKeys(100L);

    var ended = run("100-2", NOW).ended(RunState.Ended.CANCELLED, "so", NOW);
    tell(List.of(), ended, 1);
    assertCode(client.delete("/api/v1/runs/100-2"), 409, "run-ended");
    master.history.add(run("100-7", NOW).ended(RunState.Ended.CANCELLED, "so", NOW));
    assertCode(client.delete("/api/v1/runs/100-7"), 409, "run-ended");
    assertCode(client.delete("/api/v1/runs/100-9"), 404, "no-such-run");
    assertCode(client.delete("/api/v1/runs/x"), 404, "no-such-run");
  }

  @Test
  void listsHistoryLedgerAndRequestsByPages() {
    create("a");
    for (var i = 1; i <= 5; i++) {
      var run = run("100-" + i, NOW.plusSeconds(i));
      master.history.add(run); // An older form of what the ledger has of the last two.
      if (i < 4) {
        master.history.add(run.ended(RunState.Ended.CANCELLED, "so", NOW));
      }
    }
    var five = run("100-5", NOW.plusSeconds(5)).started("w.1", NOW.plusSeconds(9));
    var four =
        run("100-4", NOW.plusSeconds(4))
            .ended(RunState.Ended.TIMED_OUT, "slow", NOW.plusSeconds(9));
    tell(List.of(five), four, 0);
    client.post(TASKS + "/a/runs", "{}");

    for (var limit = 1; limit <= 7; limit++) {
      assertThat(listed(TASKS + "/a/runs?limit=" + limit))
          .containsExactly("100-5", "100-4", "100-3", "100-2", "100-1", "100-r1");
    }
    assertThat(state("100-5")).isEqualTo("running");
    assertThat(listed("/api/v1/runs?limit=1&state=queued")).isEmpty();
    assertThat(listed("/api/v1/runs?limit=1&state=running")).containsExactly("100-5");
    assertThat(listed("/api/v1/runs?state=timed-out")).containsExactly("100-4");
    assertThat(listed("/api/v1/runs?worker=w")).containsExactly("100-5");
    assertThat(listed("/api/v1/runs?task=b")).isEmpty();
    assertThat(listed("/api/v1/runs?task=a&from=2026-01-02T03:04:07Z&to=2026-01-02T03:04:09Z"))
        .containsExactly("100-3", "100-2");
  }

  @Test
  void goesOnFromACursorWhoseRunIsGone() {
    create("a");
    master.history.add(ended("100-1", 1));
    var target = "/api/v1/runs?limit=1";
    var forged = new RunCursor(NOW.plusSeconds(5), "100-77").encode();
    assertThat(listed(target + "&cursor=" + forged)).containsExactly("100-1");

    var three = new RunCursor(NOW, "100-77 100-78").encode();
    assertCode(client.get(target + "&cursor=" + three), 400, "invalid-parameter");
    var never = new RunCursor(Instant.MIN, "100-77").encode();
    assertCode(client.get(target + "&cursor=" + never), 400, "invalid-parameter");
  }

  @Test
  void keepsTheRunsOfADeletedTaskUnderItsName() {
    create("a");
    master.history.add(ended("100-1", 1));
    master.history.add(ended("100-2", 2));
    client.delete(TASKS + "/a");
    assertThat(listed("/api/v1/runs?task=a")).containsExactly("100-2", "100-1");
    assertThat(listed("/api/v1/runs?task=a&limit=1")).containsExactly("100-2", "100-1");
    assertThat(listed("/api/v1/runs?task=b")).isEmpty();

    create("a");
    client.post(TASKS + "/a/runs", "{}");
    assertThat(listed("/api/v1/runs?task=a")).contains("100-2", "100-1").hasSize(3);
    assertThat(listed(TASKS + "/a/runs")).doesNotContain("100-2", "100-1").hasSize(1);
  }

  @Test
  void showsRunsOfADeletedTaskAsCancelled() {
    create("a");
    var run = run("100-1", NOW).started("w.1", NOW);
    master.history.add(run);
    assertThat(listed("/api/v1/runs?state=running")).containsExactly("100-1");

    client.delete(TASKS + "/a");
    create("a"); // Another task of that name.

    var shown = Client.json(client.get("/api/v1/runs/100-1"));
    assertThat(shown.path("state").asString()).isEqualTo("cancelled");
    assertThat(shown.path("reason").asString()).isEqualTo("the task was deleted");
    assertThat(listed("/api/v1/runs")).containsExactly("100-1");
    assertThat(listed("/api/v1/runs?state=running&limit=1")).isEmpty();
    assertCode(client.delete("/api/v1/runs/100-1"), 409, "run-ended");
  }

  private Run ended(String id, int second) {
    return run(id, NOW.plusSeconds(second)).ended(RunState.Ended.CANCELLED, "so", NOW);
  }

  @Test
  void saysThatTheHistoryIsAwayAndReadsTasksAllTheSame() {
    create("a");
    master.history.away = true;
    for (var target : List.of("/api/v1/runs", "/api/v1/runs/100-1", TASKS + "/a/ticks")) {
      assertCode(client.get(target), 503, "history-away");
    }
    assertThat(client.get(TASKS + "/a").statusCode()).isEqualTo(200);
    assertThat(client.post(TASKS + "/a/runs", "{}").statusCode()).isEqualTo(202);
    assertThat(client.get("/api/v1/runs/100-r1").statusCode()).isEqualTo(200);
    assertCode(client.delete("/api/v1/runs/100-9"), 404, "no-such-run");
  }

  @Test
  void showsTicksOfTheHistoryAndOfTheLedger() {
    create("a");
    for (var i = 1; i <= 3; i++) {
      master.history.add("a", 100, tick(i, Tick.Outcome.FIRED));
    }
    tell(List.of(), null, 0, tick(3, Tick.Outcome.FIRED), tick(4, Tick.Outcome.SKIPPED));

    assertThat(numbers(TASKS + "/a/ticks?limit=3")).containsExactly(4L, 3L, 2L);
    var next = Client.json(client.get(TASKS + "/a/ticks?limit=3")).path("nextCursor").asString();
    assertThat(numbers(TASKS + "/a/ticks?limit=3&cursor=" + next)).containsExactly(1L);
    assertThat(numbers(TASKS + "/a/ticks?outcome=skipped")).containsExactly(4L);
    assertCode(client.get(TASKS + "/a/ticks?outcome=lost"), 400, "invalid-parameter");
    assertCode(client.get(TASKS + "/b/ticks"), 404, "no-such-task");
  }

  private static void create(String name) {
    assertThat(client.post(TASKS, Client.task(name)).statusCode()).isEqualTo(201);
  }

  private static Tick tick(long number, Tick.Outcome outcome) {
    return new Tick(number, NOW.plusSeconds(number), null, 1, outcome, null, null, NOW);
  }

  private Run run(String id, Instant created) {
    return Run.queued(id, task(), Run.Cause.TICK, created, created);
  }

  private Task task() {
    return Images.existing(cluster.image(), "a").task();
  }

  private void tell(List<Run> live, @Nullable Run last, long request, Tick... ticks) {
    var ledger =
        LedgerBuilder.of("a", 100)
            .account(NOW, NOW)
            .runs(5)
            .request(request)
            .tick(4)
            .live(live)
            .last(last)
            .ticks(ticks)
            .build();
    cluster.change(image -> Images.with(image, ledger));
  }

  private static String state(String run) {
    return Client.json(client.get("/api/v1/runs/" + run)).path("state").asString();
  }

  private static List<Long> numbers(String target) {
    return Client.json(client.get(target))
        .path("items")
        .valueStream()
        .map(tick -> tick.path("number").asLong())
        .toList();
  }

  /** The ids on all pages. */
  private static List<String> listed(String target) {
    var ids = new ArrayList<String>();
    var cursor = "";
    do {
      var page = Client.json(client.get(target + cursor));
      page.path("items").forEach((JsonNode item) -> ids.add(item.path("id").asString()));
      var next = page.path("nextCursor").asString("");
      cursor = next.isEmpty() ? "" : (target.contains("?") ? "&" : "?") + "cursor=" + next;
    } while (!cursor.isEmpty());
    return ids;
  }
}
