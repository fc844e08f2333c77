package io.crawlkeeper.master.web;

import static org.assertj.core.api.Assertions.assertThat;

import io.crawlkeeper.master.Images;
import io.crawlkeeper.master.cluster.TaskEntry;
import io.crawlkeeper.model.LedgerBuilder;
import io.crawlkeeper.model.RunRequest;
import io.crawlkeeper.model.TaskBuilder;
import java.net.http.HttpResponse;
import java.time.Instant;
import java.util.List;
import java.util.Objects;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.JsonNode;

/** What users read of schedules, and how they hold them up or make up for them. */
class SchedulesTest extends OneMaster {

  private static final String DAILY =
      "\"schedule\":{\"cron\":\"30 2 * * *\",\"timeZone\":\"Europe/Berlin\"}";

  @Test
  void showsWhatComesNext() {
    create("a", DAILY);
    var schedule = Client.json(client.get(TASKS + "/a/schedule?next=2"));
    assertThat(schedule.toString())
        .isEqualTo(
            "{\"recurring\":true,\"paused\":false,\"next\":["
                + "{\"tick\":\"2026-01-03T01:30:00Z\",\"due\":\"2026-01-03T01:30:00Z\","
                + "\"local\":\"2026-01-03T02:30+01:00[Europe/Berlin]\"},"
                + "{\"tick\":\"2026-01-04T01:30:00Z\",\"due\":\"2026-01-04T01:30:00Z\","
                + "\"local\":\"2026-01-04T02:30+01:00[Europe/Berlin]\"}]}");
    assertThat(ticks(TASKS + "/a/schedule")).hasSize(10);
    assertThat(ticks(TASKS + "/a/schedule?next=1&from=2026-07-01T00:00:00Z"))
        .containsExactly("2026-07-01T00:30:00Z");
    var status = Client.json(client.get(TASKS + "/a")).at("/status/schedule");
    assertThat(status.toString())
        .isEqualTo("{\"paused\":false,\"next\":\"2026-01-03T01:30:00Z\",\"stalled\":false}");
  }

  @Test
  void saysThatAScheduleStandsStill() {
    create("a", DAILY);
    master.stalled.put("a", "nobody fires it");
    var status = Client.json(client.get(TASKS + "/a")).at("/status/schedule");
    assertThat(status.path("stalled").asBoolean()).isTrue();
    assertThat(status.path("reason").asString()).isEqualTo("nobody fires it");
  }

  @Test
  void saysThatATaskWithoutAScheduleWasNotBegun() {
    create("a", "");
    assertThat(Client.json(client.get(TASKS + "/a")).path("status").has("schedule")).isFalse();
    master.stalled.put("a", "nobody begins it");
    assertThat(Client.json(client.get(TASKS + "/a")).at("/status/schedule/reason").asString())
        .isEqualTo("nobody begins it");
  }

  @Test
  void listsTasksWhoseSchedulesStandStill() {
    List.of("a", "b", "c").forEach(name -> create(name, DAILY));
    master.stalled.put("a", "nobody fires it");
    master.stalled.put("c", "nobody fires it");
    assertThat(names("?stalled=true")).containsExactly("a", "c");
    assertThat(names("?stalled=false")).containsExactly("b");
    assertThat(names("?stalled=true&limit=1")).containsExactly("a");
    assertThat(names("?stalled=true&q=c")).containsExactly("c");
    assertCode(client.get(TASKS + "?stalled=yes"), 400, "invalid-parameter");
  }

  private static List<String> names(String query) {
    return Client.json(client.get(TASKS + query))
        .path("items")
        .valueStream()
        .map(task -> task.path("name").asString())
        .toList();
  }

  @Test
  void saysThatAScheduleHasEnded() {
    create("a", "\"schedule\":{\"every\":\"PT1H\",\"endAt\":\"2026-01-02T04:00:00Z\"}");
    assertThat(ticks(TASKS + "/a/schedule")).containsExactly("2026-01-02T03:04:05Z");
    var late = Client.json(client.get(TASKS + "/a/schedule?from=2026-02-01T00:00:00Z"));
    assertThat(late.path("note").asString())
        .isEqualTo("All ticks that are left are before that time.");
    assertThat(late.path("next").isEmpty()).isTrue();

    accounted("a", "2026-01-02T03:04:05Z");
    var ended = Client.json(client.get(TASKS + "/a/schedule"));
    assertThat(ended.path("note").asString()).contains("has ended");
    assertThat(ended.path("next").isEmpty()).isTrue();
  }

  @Test
  void showsATickThatIsPutOffByItsJitter() {
    create(
        "a",
        "\"schedule\":{\"every\":\"P1D\",\"startAt\":\"2026-01-02T03:04:05Z\",\"jitter\":\"PT23H\","
            + "\"endAt\":\"2026-01-02T04:00:00Z\"}");
    var next = Client.json(client.get(TASKS + "/a/schedule")).path("next");
    assertThat(next).hasSize(1);
    assertThat(next.at("/0/tick").asString()).isEqualTo("2026-01-02T03:04:05Z");
    assertThat(next.at("/0/due").asString()).isGreaterThan("2026-01-02T03:04:05Z");
    assertThat(Client.json(client.get(TASKS + "/a")).at("/status/schedule/next"))
        .isEqualTo(next.at("/0/due"));
    assertThat(ticks(TASKS + "/a/schedule?from=" + next.at("/0/due").asString())).hasSize(1);
  }

  @Test
  void showsWhatIsOverdue() {
    create("a", "\"schedule\":{\"cron\":\"30 * * * *\"}");
    since("a", "2026-01-01T00:00:00Z");
    accounted("a", "2026-01-02T00:30:00Z");

    var schedule = Client.json(client.get(TASKS + "/a/schedule?next=1"));
    assertThat(schedule.path("overdue").toString())
        .isEqualTo(
            "{\"count\":2,\"tick\":\"2026-01-02T01:30:00Z\",\"due\":\"2026-01-02T01:30:00Z\","
                + "\"local\":\"2026-01-02T01:30Z[UTC]\"}");
    assertThat(schedule.at("/next/0/tick").asString()).isEqualTo("2026-01-02T03:30:00Z");
    var status = Client.json(client.get(TASKS + "/a")).at("/status/schedule");
    assertThat(status.path("overdue").asString()).isEqualTo("2026-01-02T01:30:00Z");
    assertThat(status.path("next").asString()).isEqualTo("2026-01-02T03:30:00Z");
  }

  @Test
  void showsNextTicksOfADryRun() {
    var body = Client.task("a").replace("\"crawl\"", DAILY + ",\"crawl\"");
    var created = client.post(TASKS + "?dryRun=true", body);
    assertThat(Client.json(created).at("/status/schedule/next").asString())
        .isEqualTo("2026-01-03T01:30:00Z");
    create("a", DAILY);
    var hourly = "{\"spec\":{\"schedule\":{\"cron\":\"0 * * * *\",\"timeZone\":null}}}";
    var patched = client.patch(TASKS + "/a?dryRun=true", hourly);
    assertThat(Client.json(patched).at("/status/schedule/next").asString())
        .isEqualTo("2026-01-02T04:00:00Z");
    var applied = client.put(TASKS + "/a?dryRun=true", body.replace("30 2", "30 4"));
    assertThat(Client.json(applied).at("/status/schedule/next").asString())
        .isEqualTo("2026-01-02T03:30:00Z");
  }

  @Test
  void previewsEveryKindOfWork() {
    for (var work :
        List.of(
            "\"crawl\":{\"seeds\":[\"https://example.org/\"]}",
            "\"http\":{\"url\":\"https://example.org/\"}",
            "\"job\":{\"image\":\"example/tool:1\"}",
            "\"plugin\":{\"kind\":\"greet\"}")) {
      var task = "{\"name\":\"p\",\"spec\":{%s,%s}}".formatted(work, DAILY);
      var answer = client.post("/api/v1/schedule:preview?next=1", task);
      assertThat(answer.statusCode()).as(work).isEqualTo(200);
      assertThat(Client.json(answer).at("/next/0/tick").asString())
          .isEqualTo("2026-01-03T01:30:00Z");
    }
  }

  @Test
  void previewsWhatIsNotStored() {
    var only = client.post("/api/v1/schedule:preview?next=1", "{\"spec\":{" + DAILY + "}}");
    assertThat(Client.json(only).at("/next/0/tick").asString()).isEqualTo("2026-01-03T01:30:00Z");
    var whole = Client.task("a").replace("\"crawl\"", DAILY + ",\"crawl\"");
    var task = client.post("/api/v1/schedule:preview?next=1", whole);
    assertThat(Client.json(task)).isEqualTo(Client.json(only));
    var wrong =
        client.post(
            "/api/v1/schedule:preview", "{\"spec\":{\"schedule\":{\"cron\":\"61 * * * *\"}}}");
    assertCode(wrong, 400, "invalid-task");
    assertThat(Client.json(wrong).at("/errors/0/pointer").asString())
        .isEqualTo("/spec/schedule/cron");
    assertThat(cluster.image().tasks()).isEmpty();
  }

  @Test
  void pausesAndResumes() {
    create("a", DAILY);
    var paused = client.post(TASKS + "/a:pause", "");
    assertThat(paused.statusCode()).isEqualTo(200);
    assertThat(Client.json(paused).at("/spec/schedule/paused").asBoolean()).isTrue();
    assertThat(Client.json(client.get(TASKS + "/a/schedule")).path("note").asString())
        .contains("paused");
    var again = client.post(TASKS + "/a:pause", "{}", "If-Match", Client.header(paused, "ETag"));
    assertThat(Client.header(again, "ETag")).isEqualTo(Client.header(paused, "ETag"));
    assertCode(client.post(TASKS + "/a:resume", "{}", "If-Match", "\"100-0\""), 412, "stale");

    var resumed = client.post(TASKS + "/a:resume", "");
    assertThat(Client.json(resumed).at("/spec/schedule").has("paused")).isFalse();
    assertThat(Client.json(resumed).at("/spec/schedule/cron").asString()).isEqualTo("30 2 * * *");
    assertCode(client.post(TASKS + "/b:pause", ""), 404, "no-such-task");
  }

  @Test
  void pausesATaskThatRunsOnceOnlyBeforeItDoes() {
    create("a", "");
    assertThat(client.post(TASKS + "/a:pause", "").statusCode()).isEqualTo(200);
    var resumed = client.post(TASKS + "/a:resume", "");
    assertThat(Client.json(resumed).path("spec").has("schedule")).isFalse();

    var task = Images.existing(cluster.image(), "a").task();
    var since = task.since().time();
    var ledger = LedgerBuilder.of("a", 100).account(since, since).runs(1).tick(1).build();
    cluster.change(image -> Images.with(image, ledger));
    assertCode(client.post(TASKS + "/a:pause", ""), 409, "not-recurring");
  }

  @Test
  void backfillsAfterAPreview() {
    create("a", DAILY);
    var span = "{\"from\":\"2025-12-30T01:30:00Z\",\"to\":\"2026-01-01T01:30:00Z\"}";
    var preview = client.post(TASKS + "/a/backfill?dryRun=true", span);
    assertThat(Client.json(preview).path("count").asInt()).isEqualTo(3);
    assertThat(cluster.image().requests()).isEmpty();

    var answer = client.post(TASKS + "/a/backfill", span, "Idempotency-Key", "k");
    assertThat(answer.statusCode()).isEqualTo(202);
    assertThat(Client.json(answer).path("request").asString()).isEqualTo("100-r1");
    assertThat(Client.json(answer).path("ticks").valueStream().map(JsonNode::asString))
        .containsExactly("2025-12-30T01:30:00Z", "2025-12-31T01:30:00Z", "2026-01-01T01:30:00Z");
    var again = client.post(TASKS + "/a/backfill", span, "Idempotency-Key", "k");
    assertThat(Client.json(again)).isEqualTo(Client.json(answer));
    assertThat(cluster.image().requests(Images.existing(cluster.image(), "a")).requests())
        .extracting(RunRequest::kind)
        .containsExactly(RunRequest.Kind.BACKFILL);
  }

  @Test
  void showsBackfillsThatAreNotThroughAndEndsThem() {
    create("a", DAILY);
    assertThat(Client.json(client.get(TASKS + "/a/backfills")).path("items")).isEmpty();
    var span = "{\"from\":\"2025-12-30T01:30:00Z\",\"to\":\"2026-01-01T01:30:00Z\"}";
    assertThat(client.post(TASKS + "/a/backfill", span).statusCode()).isEqualTo(202);
    assertThat(Client.json(client.get(TASKS + "/a/backfills")).path("items").toString())
        .isEqualTo(
            "[{\"request\":\"100-r1\",\"state\":\"requested\","
                + "\"from\":\"2025-12-30T01:30:00Z\",\"to\":\"2026-01-01T01:30:00Z\","
                + "\"count\":3,\"left\":3,\"next\":\"2025-12-30T01:30:00Z\"}]");

    begun("a");
    var item = Client.json(client.get(TASKS + "/a/backfills")).at("/items/0");
    assertThat(item.path("state").asString()).isEqualTo("open");
    assertThat(item.path("count").asInt()).isEqualTo(3);
    assertThat(item.path("left").asInt()).isEqualTo(2);
    assertThat(item.path("next").asString()).isEqualTo("2025-12-31T01:30:00Z");

    var path = TASKS + "/a/backfills/100-r1";
    assertThat(client.delete(path + "?dryRun=true").statusCode()).isEqualTo(202);
    assertThat(Client.json(client.get(TASKS + "/a/backfills")).at("/items/0/state").asString())
        .isEqualTo("open");
    assertThat(client.delete(path).statusCode()).isEqualTo(202);
    assertThat(Client.json(client.get(TASKS + "/a/backfills")).at("/items/0/state").asString())
        .isEqualTo("cancelling");
    assertCode(client.delete(TASKS + "/a/backfills/100-r7"), 404, "no-such-backfill");
    assertCode(client.delete(TASKS + "/b/backfills/100-r1"), 404, "no-such-task");
    assertCode(client.get(TASKS + "/b/backfills"), 404, "no-such-task");
  }

  /** The owner of the task has taken up its first request, a backfill, and run one tick of it. */
  private void begun(String task) {
    cluster.change(
        image -> {
          var entry = Images.existing(image, task);
          var asked =
              Objects.requireNonNull(image.requests(entry).requests().getFirst().backfill());
          var ledger =
              LedgerBuilder.of(entry.task(), entry.task().since().time())
                  .runs(1)
                  .request(1)
                  .tick(1)
                  .backfills(List.of(asked.after(asked.next())))
                  .build();
          return Images.with(image, ledger);
        });
  }

  @Test
  void refusesABackfillThatCannotBe() {
    create("a", DAILY);
    create("often", "\"schedule\":{\"every\":\"PT1S\"}");
    create("once", "");
    var far = "{\"from\":\"2025-01-01T00:00:00Z\",\"to\":\"2026-01-02T00:00:00Z\"}";
    assertCode(client.post(TASKS + "/once/backfill", far), 409, "not-recurring");
    assertBody("a", "{}", "/from");
    assertBody("a", "{\"from\":\"2026-01-01T00:00:00Z\",\"to\":1}", "/to");
    assertBody("a", "{\"from\":\"2025-01-02T00:00:00Z\",\"to\":\"2025-01-01T00:00:00Z\"}", "/to");
    assertBody("a", "{\"from\":\"2025-01-02T00:00:00Z\",\"to\":\"2027-01-01T00:00:00Z\"}", "/to");
    assertBody("a", "{\"from\":\"2025-01-02T00:00:00Z\",\"to\":\"2025-01-02T00:00:01Z\"}", "/from");
    var many = "\"schedule\":{\"every\":\"PT1S\",\"startAt\":\"2025-01-01T00:00:00Z\"}";
    create("many", many);
    assertCode(client.post(TASKS + "/many/backfill", far), 400, "too-many-ticks");
  }

  @Test
  void refusesTimesThatNoCalendarHas() {
    create("a", DAILY);
    var preview = "{\"spec\":{" + DAILY + "}}";
    for (var time : List.of("-1000000000-01-01T00:00:00Z", "%2B1000000000-12-31T23:59:59Z")) {
      assertFrom(client.get(TASKS + "/a/schedule?from=" + time));
      assertFrom(client.post("/api/v1/schedule:preview?from=" + time, preview));
    }
    assertBody(
        "a", "{\"from\":\"-1000000000-01-01T00:00:00Z\",\"to\":\"2026-01-01T00:00:00Z\"}", "/from");
    for (var time : List.of("0001-01-01T00:00:00Z", "9999-12-31T23:59:59Z")) {
      assertThat(client.get(TASKS + "/a/schedule?from=" + time).statusCode()).isEqualTo(200);
    }
  }

  private static void assertFrom(HttpResponse<byte[]> answer) {
    assertCode(answer, 400, "invalid-parameter");
    assertThat(Client.json(answer).at("/errors/0/parameter").asString()).isEqualTo("from");
  }

  @Test
  void answersARepeatedBackfillAsTheFirstTimeThoughTheScheduleHasChanged() {
    create("a", DAILY);
    var span = "{\"from\":\"2025-12-30T01:30:00Z\",\"to\":\"2026-01-01T01:30:00Z\"}";
    var first = client.post(TASKS + "/a/backfill", span, "Idempotency-Key", "k");
    var once = "{\"spec\":{\"schedule\":null}}";
    assertThat(client.patch(TASKS + "/a", once).statusCode()).isEqualTo(200);
    cluster.change(image -> image.withoutRequests(100));

    var again = client.post(TASKS + "/a/backfill", span, "Idempotency-Key", "k");

    assertThat(again.statusCode()).isEqualTo(202);
    assertThat(Client.json(again)).isEqualTo(Client.json(first));
    assertCode(client.post(TASKS + "/a/backfill", span), 409, "not-recurring");
  }

  private static void assertBody(String task, String body, String pointer) {
    var answer = client.post(TASKS + "/" + task + "/backfill", body);
    assertCode(answer, 400, "invalid-body");
    assertThat(Client.json(answer).at("/errors/0/pointer").asString()).isEqualTo(pointer);
  }

  private static void create(String name, String schedule) {
    var spec = schedule.isEmpty() ? "\"crawl\"" : schedule + ",\"crawl\"";
    var answer = client.post(TASKS, Client.task(name).replace("\"crawl\"", spec));
    assertThat(answer.statusCode()).isEqualTo(201);
  }

  private void since(String task, String time) {
    cluster.change(
        image -> {
          var entry = Images.existing(image, task);
          var older = TaskBuilder.from(entry.task()).created(Instant.parse(time)).build();
          return image.withTask(new TaskEntry(older, entry.version()));
        });
  }

  private void accounted(String task, String cursor) {
    cluster.change(
        image -> {
          var entry = Images.existing(image, task);
          var ledger = Images.accounted(entry.task(), Instant.parse(cursor));
          return Images.with(image, ledger);
        });
  }

  private static List<String> ticks(String target) {
    return Client.json(client.get(target))
        .path("next")
        .valueStream()
        .map(fire -> fire.path("tick").asString())
        .toList();
  }
}
