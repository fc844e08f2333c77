package io.crawlkeeper.master.web;

import static org.assertj.core.api.Assertions.assertThat;

import io.crawlkeeper.master.Images;
import io.crawlkeeper.model.Ledger;
import io.crawlkeeper.model.Progress;
import io.crawlkeeper.model.Run;
import io.crawlkeeper.model.RunState;
import io.crawlkeeper.model.WorkerNode;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.pcollections.HashTreePMap;

/** What any master tells of the tasks and the cluster. */
class ReadsTest extends OneMaster {

  private static final WorkerNode WORKER =
      new WorkerNode("w.x1", "w", "127.0.0.1:9089", 4, Map.of("region", "eu"), "0.1.0");

  @Test
  void showsWhereATaskLivesAndHowFarItIs() {
    cluster.join(WORKER);
    assertThat(Client.json(client.post(TASKS, Client.task("a"))).path("assignedNode").asString())
        .isEqualTo("w.x1|127.0.0.1:9089");
    var task = Images.existing(cluster.image(), "a").task();
    var run =
        Run.queued("100-1", task, Run.Cause.TICK, FakeCluster.NOW, FakeCluster.NOW)
            .started("w.x1", FakeCluster.NOW)
            .at(new Progress(5, 4, 3, 2, 1.5));
    tell(Images.ledger(task, run));
    var status = Client.json(client.get(TASKS + "/a")).path("status");
    assertThat(status.path("state").asString()).isEqualTo("running");
    assertThat(status.path("run").toString())
        .isEqualTo(
            "{\"id\":\"100-1\",\"cause\":\"tick\",\"tick\":\"2026-01-02T03:04:05Z\",\"attempt\":1,"
                + "\"generation\":1,\"state\":\"running\",\"worker\":\"w.x1\","
                + "\"createTime\":\"2026-01-02T03:04:05Z\",\"startTime\":\"2026-01-02T03:04:05Z\","
                + "\"progress\":"
                + "{\"queued\":5,\"fetched\":4,\"failed\":3,\"bytes\":2,\"pagesPerSecond\":1.5}}");
    var outcome =
        new Run.Outcome(RunState.Ended.FAILED, Progress.NONE, "out/a", "no host answered");
    tell(Images.ledger(task, run.ended(outcome, FakeCluster.NOW)));
    status = Client.json(client.get(TASKS + "/a")).path("status");
    assertThat(status.path("state").asString()).isEqualTo("failed");
    assertThat(status.path("reason").asString()).isEqualTo("no host answered");
    assertThat(status.at("/run/output").asString()).isEqualTo("out/a");
  }

  private void tell(Ledger ledger) {
    cluster.change(
        image -> image.withLedgers(HashTreePMap.<Long, Ledger>empty().plus(100L, ledger)));
  }

  @Test
  void answersInFullThoughTheEtagIsTheSameAsTheStatusMayNotBe() {
    var etag = Client.header(client.post(TASKS, Client.task("a")), "ETag");
    var same = client.get(TASKS + "/a", "If-None-Match", etag);
    assertThat(same.statusCode()).isEqualTo(200);
    assertThat(Client.header(same, "ETag")).isEqualTo(etag);
    assertThat(Client.json(same).at("/status/state").asString()).isEqualTo("pending");
  }

  @Test
  void listsByPagesInOrderOfNames() {
    for (var name : List.of("d", "b", "a", "c", "e")) {
      client.post(TASKS, Client.task(name));
    }
    var names = new ArrayList<String>();
    var cursor = "";
    do {
      var page = Client.json(client.get(TASKS + "?limit=2" + cursor));
      page.path("items").forEach(item -> names.add(item.path("name").asString()));
      var next = page.path("nextCursor").asString("");
      cursor = next.isEmpty() ? "" : "&cursor=" + next;
    } while (!cursor.isEmpty());
    assertThat(names).containsExactly("a", "b", "c", "d", "e");
    assertThat(Client.json(client.get(TASKS + "?limit=5")).has("nextCursor")).isFalse();
  }

  @Test
  void filtersTheList() {
    client.post(
        TASKS, Client.task("Docs-1").replace("{\"name\"", "{\"labels\":{\"team\":\"x\"},\"name\""));
    cluster.placeOn("w.x1");
    client.post(
        TASKS, Client.task("docs-2").replace("{\"name\"", "{\"labels\":{\"team\":\"y\"},\"name\""));
    client.post(TASKS, Client.task("news"));
    assertListed("?q=DOCS", "Docs-1", "docs-2");
    assertListed("?label=team", "Docs-1", "docs-2");
    assertListed("?label=team=y", "docs-2");
    assertListed("?label=team&label=team=x", "Docs-1");
    assertListed("?worker=w", "docs-2", "news");
    assertListed("?worker=w.x1", "docs-2", "news");
    assertListed("?worker=w.x1%7C127.0.0.1:9089", "docs-2", "news");
    assertListed("?worker=x");
    assertListed("?state=pending", "Docs-1");
    assertListed("?state=assigned&q=s&label=team", "docs-2");
  }

  @Test
  void explainsAPlacement() {
    client.post(TASKS, Client.task("a"));
    var answer = client.get(TASKS + "/a/explain");
    assertThat(answer.statusCode()).isEqualTo(200);
    assertThat(Client.json(answer).path("candidates").isArray()).isTrue();
    assertThat(Client.json(answer).path("reason").isString()).isTrue();
  }

  @Test
  void reportsTheCluster() {
    cluster.join(WORKER);
    client.post(TASKS, Client.task("a"));
    var report = Client.json(client.get("/api/v1/cluster"));
    assertThat(report.path("leader").toString())
        .isEqualTo(
            "{\"id\":\"master-1\",\"address\":\"%s\",\"epoch\":7}".formatted(master.address()));
    assertThat(report.path("followers").toString()).isEqualTo("[\"other|127.0.0.1:1\"]");
    assertThat(report.path("masters")).hasSize(2);
    assertThat(report.path("workers").toString())
        .isEqualTo(
            "[{\"name\":\"w.x1\",\"id\":\"w\",\"address\":\"127.0.0.1:9089\",\"slots\":4,"
                + "\"labels\":{\"region\":\"eu\"},\"kinds\":[\"crawl\"],\"version\":\"0.1.0\",\"tasks\":1,\"load\":1,"
                + "\"running\":0,\"state\":\"active\"}]");
    assertThat(Client.json(client.get("/actuator/cluster")).at("/workers/0/tasks").asInt())
        .isEqualTo(1);
  }

  @Test
  void doesNotReadBeforeTheTasksAreLoaded() {
    master.loaded = false;
    for (var target : List.of(TASKS, TASKS + "/a", TASKS + "/a/explain", "/api/v1/cluster")) {
      var answer = client.get(target);
      assertThat(answer.statusCode()).isEqualTo(503);
      assertThat(Client.json(answer).path("code").asString()).isEqualTo("not-loaded");
      assertThat(Client.header(answer, "Retry-After")).isEqualTo("1");
    }
  }

  private static void assertListed(String query, String... names) {
    var items = Client.json(client.get(TASKS + query)).path("items");
    assertThat(items.valueStream().map(item -> item.path("name").asString()))
        .containsExactly(names);
  }
}
