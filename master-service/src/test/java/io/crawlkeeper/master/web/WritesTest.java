package io.crawlkeeper.master.web;

import static org.assertj.core.api.Assertions.assertThat;

import io.crawlkeeper.master.leader.Reply;
import io.crawlkeeper.master.leader.Request;
import java.util.List;
import java.util.Objects;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.JsonNode;

/** What the leader answers to writes that are right. */
class WritesTest extends OneMaster {

  @Test
  void createsATask() {
    var answer = client.post(TASKS, Client.task("a"));
    assertThat(answer.statusCode()).isEqualTo(201);
    assertThat(Client.header(answer, "Location")).isEqualTo("/api/v1/tasks/a");
    assertThat(Client.header(answer, "ETag")).isEqualTo("\"100-0\"");
    assertThat(Client.header(answer, "Content-Type")).isEqualTo("application/json");
    assertThat(Client.header(answer, "Crawlkeeper-Leader"))
        .isEqualTo("master-1|" + master.address());
    var task = Client.json(answer);
    assertThat(task.propertyNames())
        .containsExactly(
            "name", "id", "labels", "generation", "creationTime", "updateTime", "spec", "status");
    assertThat(task.path("id").asString()).isEqualTo("100");
    assertThat(task.path("id").isString()).isTrue();
    assertThat(task.path("spec").toString())
        .isEqualTo("{\"crawl\":{\"seeds\":[\"http://e.org/\"]}}");
    assertThat(task.at("/status/state").asString()).isEqualTo("pending");
    assertThat(task.at("/status/reason").isString()).isTrue();
    assertThat(task.at("/status/effective/crawl/politeness").toString())
        .isEqualTo("{\"delay\":\"PT1S\",\"concurrency\":1,\"adaptive\":true,\"rates\":[]}");
    assertThat(task.at("/status/effective/crawl/limits/maxPages").asLong()).isPositive();
    assertThat(task.at("/status/effective/crawl/limits").has("maxPagesPerHost")).isFalse();
    assertThat(task.at("/status/effective/placement/weight").asInt()).isEqualTo(1);
    assertThat(Client.json(client.get("/api/v1/tasks/a"))).isEqualTo(task);
  }

  @Test
  void takesJsonWithACharset() {
    var body = java.net.http.HttpRequest.BodyPublishers.ofString(Client.task("a"));
    var type = "application/json; charset=utf-8";
    var answer = client.send("POST", TASKS, body, "Content-Type", type, "Accept", "*/*");
    assertThat(answer.statusCode()).isEqualTo(201);
  }

  @Test
  void appliesWithPut() {
    var created = client.put(TASKS + "/a", Client.task("a").replace("\"name\":\"a\",", ""));
    assertThat(created.statusCode()).isEqualTo(201);
    assertThat(Client.header(created, "Location")).isEqualTo("/api/v1/tasks/a");
    var changed = Client.task("a").replace("e.org", "f.org");
    var again = client.put(TASKS + "/a", changed, "If-Match", "\"100-0\"");
    assertThat(again.statusCode()).isEqualTo(200);
    assertThat(Client.header(again, "ETag")).isEqualTo("\"100-1\"");
    assertThat(client.put(TASKS + "/a", Client.task("a"), "If-Match", "\"100-0\"").statusCode())
        .isEqualTo(412);
    assertThat(client.put(TASKS + "/a", Client.task("a"), "If-Match", "*").statusCode())
        .isEqualTo(200);
    assertThat(client.put(TASKS + "/b", Client.task("b"), "If-None-Match", "*").statusCode())
        .isEqualTo(201);
  }

  @Test
  void isNotFooledByATaskThatWasCreatedAgain() {
    var before = Client.header(client.post(TASKS, Client.task("a")), "ETag");
    assertThat(client.delete(TASKS + "/a").statusCode()).isEqualTo(204);
    assertThat(client.post(TASKS, Client.task("a")).statusCode()).isEqualTo(201);
    assertThat(client.delete(TASKS + "/a", "If-Match", before).statusCode()).isEqualTo(412);
    assertThat(client.patch(TASKS + "/a", "{}", "If-Match", before).statusCode()).isEqualTo(412);
    assertThat(client.put(TASKS + "/a", Client.task("a"), "If-Match", before).statusCode())
        .isEqualTo(412);
  }

  @Test
  void patchesWhatTheUserWrote() {
    client.post(TASKS, Client.task("a"));
    var patch = "{\"labels\":{\"team\":\"x\"},\"spec\":{\"crawl\":{\"limits\":{\"maxDepth\":3}}}}";
    var patched = client.patch(TASKS + "/a", patch);
    assertThat(patched.statusCode()).isEqualTo(200);
    assertThat(Client.json(patched).path("spec").toString())
        .isEqualTo("{\"crawl\":{\"seeds\":[\"http://e.org/\"],\"limits\":{\"maxDepth\":3}}}");
    var removed = client.json("PATCH", TASKS + "/a", "{\"labels\":null}", "If-Match", "\"100-1\"");
    assertThat(Client.json(removed).path("labels")).isEmpty();
    assertThat(client.patch(TASKS + "/a", "{}", "If-Match", "\"100-1\"").statusCode())
        .isEqualTo(412);
  }

  @Test
  void patchesAgainIfAnotherWriteCameBetween() {
    client.post(TASKS, Client.task("a"));
    master.lost.add(new Reply.Stale("a", 1));
    assertThat(client.patch(TASKS + "/a", "{}").statusCode()).isEqualTo(200);
    for (var index = 0; index < 5; index++) {
      master.lost.add(new Reply.Stale("a", 1));
    }
    var answer = client.patch(TASKS + "/a", "{}");
    assertThat(answer.statusCode()).isEqualTo(409);
    assertThat(Client.json(answer).path("code").asString()).isEqualTo("conflict");
  }

  @Test
  void deletes() {
    client.post(TASKS, Client.task("a"));
    var answer = client.delete(TASKS + "/a");
    assertThat(answer.statusCode()).isEqualTo(204);
    assertThat(answer.body()).isEmpty();
    assertThat(client.get(TASKS + "/a").statusCode()).isEqualTo(404);
  }

  @Test
  void storesNothingInADryRun() {
    var answer = client.post(TASKS + "?dryRun=true", Client.task("a"));
    assertThat(answer.statusCode()).isEqualTo(201);
    assertThat(Client.header(answer, "Crawlkeeper-Dry-Run")).isEqualTo("true");
    assertThat(client.get(TASKS + "/a").statusCode()).isEqualTo(404);
    var etag = Client.header(client.post(TASKS + "?dryRun=false", Client.task("a")), "ETag");
    assertThat(client.delete(TASKS + "/a?dryRun=true").statusCode()).isEqualTo(204);
    assertThat(client.patch(TASKS + "/a?dryRun=true", "{}").statusCode()).isEqualTo(200);
    var conflict = client.post(TASKS + "?dryRun=true", Client.task("a"));
    assertThat(conflict.statusCode()).isEqualTo(409);
    assertThat(Client.header(conflict, "Crawlkeeper-Dry-Run")).isEqualTo("true");
    assertThat(Client.header(client.get(TASKS + "/a"), "ETag")).isEqualTo(etag);
  }

  @Test
  void replaysARequestByItsKey() {
    var first = client.post(TASKS, Client.task("a"), "Idempotency-Key", "k1");
    var spaced = Client.task("a").replace(",", " , ");
    var second = client.post(TASKS, spaced, "Idempotency-Key", "k1");
    assertThat(second.statusCode()).isEqualTo(201);
    assertThat(Client.json(second)).isEqualTo(Client.json(first));
    var other = client.post(TASKS, Client.task("b"), "Idempotency-Key", "k1");
    assertThat(other.statusCode()).isEqualTo(422);
    assertThat(Client.json(other).path("code").asString()).isEqualTo("key-reused");
    client.delete(TASKS + "/a");
    var spent = client.post(TASKS, Client.task("a"), "Idempotency-Key", "k1");
    assertThat(spent.statusCode()).isEqualTo(409);
    assertThat(Client.json(spent).path("code").asString()).isEqualTo("key-spent");
    var create = (Request.Create) Objects.requireNonNull(cluster.requests.getFirst());
    assertThat(create.key())
        .satisfies(key -> assertThat(key).extracting("hash").asString().matches("[0-9a-f]{64}"));
  }

  @Test
  void createsABatchOfWhichEachIsReported() {
    client.post(TASKS, Client.task("b"));
    var answer =
        client.post(
            TASKS + ":batch",
            "{\"tasks\":[%s,%s,{},%s]}"
                .formatted(Client.task("a"), Client.task("b"), Client.task("c")));
    assertThat(answer.statusCode()).isEqualTo(200);
    var results = Client.json(answer).path("results");
    assertThat(numbers(results, "status")).containsExactly(201, 409, 400, 201);
    assertThat(results.at("/0/task/name").asString()).isEqualTo("a");
    assertThat(results.at("/1/error/code").asString()).isEqualTo("task-exists");
    assertThat(results.at("/1/error/errors/0/pointer").asString()).isEqualTo("/tasks/1/name");
    assertThat(results.at("/3/name").asString()).isEqualTo("c");
    assertThat(cluster.image().tasks()).containsOnlyKeys("a", "b", "c");
  }

  private static List<Integer> numbers(JsonNode results, String field) {
    return results.valueStream().map(one -> one.path(field).asInt()).toList();
  }

  @Test
  void createsABatchAllOrNone() {
    var body = "{\"atomic\":true,\"tasks\":[%s,%s]}".formatted(Client.task("a"), Client.task("b"));
    var answer = client.post(TASKS + ":batch", body);
    assertThat(answer.statusCode()).isEqualTo(201);
    assertThat(Client.json(answer).at("/items/1/name").asString()).isEqualTo("b");
    client.delete(TASKS + "/a");
    var half = client.post(TASKS + ":batch", body);
    assertThat(half.statusCode()).isEqualTo(409);
    assertThat(Client.json(half).at("/errors/0/pointer").asString()).isEqualTo("/tasks/1/name");
    assertThat(cluster.image().tasks()).containsOnlyKeys("b");
  }

  @Test
  void tellsNothingOfWhatBrokeInside() {
    master.lost.add(new Reply.Deleted("a"));
    var answer = client.post(TASKS + ":batch", "{\"tasks\":[" + Client.task("a") + "]}");
    assertThat(answer.statusCode()).isEqualTo(500);
    assertThat(Client.json(answer).path("code").asString()).isEqualTo("internal");
    assertThat(Client.json(answer).toString()).doesNotContain("Deleted", "Exception", "io.");
  }
}
