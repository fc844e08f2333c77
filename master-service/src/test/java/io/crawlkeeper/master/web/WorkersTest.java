package io.crawlkeeper.master.web;

import static org.assertj.core.api.Assertions.assertThat;

import io.crawlkeeper.clock.Agreement;
import io.crawlkeeper.clock.NodeClock;
import io.crawlkeeper.master.cluster.Event;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.junit.jupiter.api.Test;

/** How operators empty workers, and what they hear of the cluster. */
class WorkersTest extends OneMaster {

  private static final String WORKERS = "/api/v1/cluster/workers";

  @Test
  void cordonsAndUncordons() {
    cluster.placeOn("w.1");
    assertThat(state("w")).isEqualTo("active");
    var answer = client.post(WORKERS + "/w:cordon", "");
    assertThat(answer.statusCode()).isEqualTo(200);
    assertThat(Client.json(answer).toString())
        .isEqualTo("{\"worker\":\"w.1\",\"state\":\"cordoned\",\"tasks\":0,\"running\":0}");
    assertThat(state("w.1")).isEqualTo("cordoned");
    assertThat(client.post(WORKERS + "/w.1:uncordon", "{}").statusCode()).isEqualTo(200);
    assertThat(state("w")).isEqualTo("active");
  }

  @Test
  void drainsWithADeadlineAndShowsHowFarItIs() {
    cluster.placeOn("w.1");
    client.post(TASKS, Client.task("a"));
    var dry = client.post(WORKERS + "/w:drain?dryRun=true", "");
    assertThat(Client.json(dry).path("state").asString()).isEqualTo("draining");
    assertThat(state("w")).isEqualTo("active");

    var answer = client.post(WORKERS + "/w:drain", "{\"deadline\":\"PT1M\"}");
    assertThat(answer.statusCode()).isEqualTo(202);
    assertThat(Client.json(answer).toString())
        .isEqualTo(
            "{\"worker\":\"w.1\",\"state\":\"draining\",\"deadline\":\"2026-01-02T03:05:05Z\","
                + "\"tasks\":1,\"running\":0}");
    assertThat(Client.json(client.get(WORKERS + "/w")).path("deadline").asString())
        .isEqualTo("2026-01-02T03:05:05Z");
    client.delete(TASKS + "/a");
    assertThat(state("w")).isEqualTo("drained");
  }

  @Test
  void showsWhatAWorkerSaysOfItsClock() {
    cluster.placeOn("w.1");
    assertThat(Client.json(client.get(WORKERS + "/w")).has("clock")).isFalse();

    master.clocks = Map.of("w.1", new NodeClock(Agreement.OFF, -3_600_000L));
    for (var path : List.of("/api/v1/cluster", "/actuator/cluster")) {
      assertThat(Client.json(client.get(path)).at("/workers/0/clock").toString())
          .isEqualTo("{\"agreement\":\"off\",\"aheadMillis\":-3600000}");
    }
  }

  @Test
  void uncordonsAWorkerWithManyTasksInOneRequest() {
    cluster.placeOn("w.1");
    for (var i = 0; i < 600; i++) {
      client.post(TASKS, Client.task("t" + i));
    }
    client.post(WORKERS + "/w:drain", "");
    cluster.keepUp();
    assertThat(cluster.image().assignments().values()).allMatch(one -> one.until() != null);

    assertThat(client.post(WORKERS + "/w:uncordon", "").statusCode()).isEqualTo(200);

    assertThat(cluster.image().assignments().values()).allMatch(one -> one.until() == null);
    assertThat(cluster.image().cordons()).isEmpty();
  }

  @Test
  void refusesWhatIsWrong() {
    cluster.placeOn("w.1");
    cluster.placeOn("w.2");
    assertCode(client.post(WORKERS + "/x:drain", ""), 404, "no-such-worker");
    assertCode(client.get(WORKERS + "/x"), 404, "no-such-worker");
    assertCode(client.post(WORKERS + "/w:drain", ""), 409, "ambiguous-worker");
    for (var wrong : List.of("\"PT25H\"", "\"-PT1S\"", "\"soon\"", "60")) {
      var answer = client.post(WORKERS + "/w.1:drain", "{\"deadline\":" + wrong + "}");
      assertCode(answer, 400, "invalid-body");
    }
    assertCode(
        client.post(WORKERS + "/w.1:drain", "", "Idempotency-Key", "k"), 400, "invalid-header");
    assertCode(client.post("/api/v1/cluster:rebalance?runing=true", ""), 400, "invalid-parameter");
  }

  @Test
  void rebalances() {
    cluster.placeOn("a.1");
    for (var i = 0; i < 4; i++) {
      client.post(TASKS, Client.task("t" + i));
    }
    cluster.placeOn("b.1");
    var dry = client.post("/api/v1/cluster:rebalance?dryRun=true", "");
    assertThat(Client.json(dry).toString())
        .isEqualTo(
            "{\"moves\":[{\"task\":\"t0\",\"from\":\"a.1\",\"to\":\"b.1\"}],\"more\":false}");
    assertThat(cluster.image().load("b.1")).isZero();
    assertThat(client.post("/api/v1/cluster:rebalance", "").statusCode()).isEqualTo(200);
    var moved = Objects.requireNonNull(cluster.image().assignment("t0"));
    assertThat(moved.worker()).isEqualTo("a.1"); // Its owner has to let go of it first.
    assertThat(moved.until()).isEqualTo(FakeCluster.NOW.plusSeconds(60));
  }

  @Test
  void tellsOfEventsNewestFirst() {
    master.events.add(
        List.of(
            new Event(FakeCluster.NOW, Event.Type.WORKER_JOINED, "w.1", "The worker joined."),
            new Event(FakeCluster.NOW, Event.Type.WORKER_LEFT, "w.1", "The worker is gone.")));
    var items = Client.json(client.get("/api/v1/events?limit=1")).path("items");
    assertThat(items.toString())
        .isEqualTo(
            "[{\"time\":\"2026-01-02T03:04:05Z\",\"type\":\"worker-left\",\"subject\":\"w.1\","
                + "\"message\":\"The worker is gone.\"}]");
  }

  private static String state(String worker) {
    return Client.json(client.get(WORKERS + "/" + worker)).path("state").asString();
  }
}
