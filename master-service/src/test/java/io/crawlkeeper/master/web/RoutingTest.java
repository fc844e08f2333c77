package io.crawlkeeper.master.web;

import static org.assertj.core.api.Assertions.assertThat;

import io.crawlkeeper.master.leader.Reply;
import io.crawlkeeper.master.leader.Request;
import io.crawlkeeper.model.Leadership;
import java.io.IOException;
import java.util.List;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.CountDownLatch;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** How writes find the leader, on two real servers. */
class RoutingTest {

  private static final String TASKS = "/api/v1/tasks";
  private static final String OPERATION = "01234567-89ab-cdef-0123-456789abcdef";

  private static final FakeCluster cluster = new FakeCluster();
  private static FakeMaster one;
  private static FakeMaster two;
  private static Client first;
  private static Client second;

  @BeforeAll
  static void start() {
    one = new FakeMaster("master-1", cluster);
    two = new FakeMaster("master-2", cluster);
    first = new Client(one);
    second = new Client(two);
  }

  @AfterAll
  static void stop() {
    one.close();
    two.close();
  }

  @BeforeEach
  void secondLeads() {
    cluster.clear();
    two.lead();
    for (var master : List.of(one, two)) {
      master.onPause = () -> {};
      master.refreshed.clear();
      master.lost.clear();
      master.pauses.set(0);
    }
  }

  @Test
  void forwardsEveryKindOfWrite() {
    var created = first.post(TASKS, Client.task("a"));
    assertThat(created.statusCode()).isEqualTo(201);
    assertThat(Client.header(created, "ETag")).isEqualTo("\"100-0\"");
    assertThat(Client.header(created, "Location")).isEqualTo("/api/v1/tasks/a");
    assertThat(Client.header(created, "Content-Type")).isEqualTo("application/json");
    assertThat(created.headers().allValues("Crawlkeeper-Leader"))
        .containsExactly("master-2|" + two.address());
    assertThat(first.put(TASKS + "/a", Client.task("a"), "If-Match", "\"100-0\"").statusCode())
        .isEqualTo(200);
    assertThat(first.put(TASKS + "/a", Client.task("a"), "If-None-Match", "*").statusCode())
        .isEqualTo(412);
    assertThat(first.patch(TASKS + "/a", "{}").statusCode()).isEqualTo(200);
    var batch = first.post(TASKS + ":batch", "{\"tasks\":[" + Client.task("b") + "]}");
    assertThat(Client.json(batch).at("/results/0/status").asInt()).isEqualTo(201);
    assertThat(first.delete(TASKS + "/a").statusCode()).isEqualTo(204);
    assertThat(cluster.image().tasks()).containsOnlyKeys("b");
    assertThat(one.refreshed).containsExactly("a", "a", "a", "b", "a");
    assertThat(two.refreshed).isEmpty();
  }

  @Test
  void forwardsQueryAndKey() {
    var dry = first.post(TASKS + "?dryRun=true", Client.task("a"));
    assertThat(dry.headers().allValues("Crawlkeeper-Dry-Run")).containsExactly("true");
    assertThat(cluster.image().tasks()).isEmpty();
    assertThat(one.refreshed).isEmpty();
    first.post(TASKS, Client.task("a"), "Idempotency-Key", "k");
    assertThat(second.post(TASKS, Client.task("b"), "Idempotency-Key", "k").statusCode())
        .isEqualTo(422);
  }

  @Test
  void passesProblemsBack() {
    first.post(TASKS, Client.task("a"));
    var answer = first.post(TASKS, Client.task("a"));
    assertThat(answer.statusCode()).isEqualTo(409);
    assertThat(Client.header(answer, "Content-Type")).isEqualTo("application/problem+json");
    assertThat(Client.json(answer).path("code").asString()).isEqualTo("task-exists");
  }

  @Test
  void refusesWhatIsWrongWithoutALeader() {
    cluster.leader.set(null);
    assertThat(first.post(TASKS, "{}").statusCode()).isEqualTo(400);
    assertThat(one.pauses).hasValue(0);
  }

  @Test
  void answers503WhenNobodyLeads() {
    cluster.leader.set(null);
    var answer = first.post(TASKS, Client.task("a"));
    assertThat(answer.statusCode()).isEqualTo(503);
    assertThat(Client.header(answer, "Retry-After")).isEqualTo("1");
    assertThat(Client.json(answer).path("code").asString()).isEqualTo("no-leader");
    assertThat(answer.headers().firstValue("Crawlkeeper-Leader")).isEmpty();
    assertThat(one.pauses).hasValue((int) FakeMaster.PATIENCE.toSeconds());
  }

  @Test
  void waitsThroughAShortElection() {
    cluster.leader.set(null);
    one.onPause = two::lead;
    assertThat(first.post(TASKS, Client.task("a")).statusCode()).isEqualTo(201);
    cluster.leader.set(null);
    one.onPause = one::lead;
    assertThat(first.post(TASKS, Client.task("b")).statusCode()).isEqualTo(201);
    assertThat(one.pauses).hasValue(2);
  }

  @Test
  void goesOnToTheNextLeaderIfTheOldCannotBeReached() {
    cluster.leader.set(new Leadership("master-9", "127.0.0.1:1", "dead"));
    one.onPause = two::lead;
    assertThat(first.post(TASKS, Client.task("a")).statusCode()).isEqualTo(201);
  }

  @Test
  void neverForwardsWhatWasForwarded() {
    var answer = first.post(TASKS, Client.task("a"), "Crawlkeeper-Forwarded", "master-7");
    assertThat(answer.statusCode()).isEqualTo(503);
    assertThat(Client.json(answer).path("code").asString()).isEqualTo("not-leading");
    assertThat(cluster.requests).isEmpty();
    assertThat(one.pauses).hasValue(0);
  }

  @Test
  void doesNotForwardToItself() {
    // The election names this master, but its loop has not begun.
    cluster.leader.set(new Leadership("master-1", one.address(), "young"));
    one.hesitates = true;
    one.onPause = () -> one.hesitates = false;
    assertThat(first.post(TASKS, Client.task("a")).statusCode()).isEqualTo(201);
    assertThat(one.pauses).hasValue(1);
  }

  @ParameterizedTest
  @ValueSource(booleans = {true, false})
  void asksAgainWithTheSameOperationWhenTheOutcomeIsUnknown(boolean forwarded) {
    var client = forwarded ? first : second;
    two.lost.add(new Reply.Unknown());
    assertThat(client.post(TASKS, Client.task("a")).statusCode()).isEqualTo(201);
    assertThat(cluster.requests).hasSize(2);
    assertThat(cluster.requests.stream().map(Request::operation).distinct()).hasSize(1);
    two.lost.add(new Reply.Unknown());
    var batch = client.post(TASKS + ":batch", "{\"tasks\":[" + Client.task("b") + "]}");
    assertThat(Client.json(batch).at("/results/0/status").asInt()).isEqualTo(201);
    two.lost.add(new Reply.NotLeading());
    assertThat(client.post(TASKS, Client.task("c")).statusCode()).isEqualTo(201);
    two.lost.add(new Reply.Unknown());
    assertThat(client.delete(TASKS + "/a").statusCode()).isEqualTo(204);
  }

  @Test
  void saysSoIfTheOutcomeStaysUnknown() {
    for (var index = 0; index < 20; index++) {
      two.lost.add(new Reply.Unknown());
    }
    var answer = first.post(TASKS, Client.task("a"));
    assertThat(answer.statusCode()).isEqualTo(503);
    assertThat(Client.json(answer).path("code").asString()).isEqualTo("unknown-outcome");
    assertThat(Client.header(answer, "Retry-After")).isEqualTo("1");
  }

  @Test
  void takesAnOperationOnlyIfItIsAnId() {
    second.post(TASKS, Client.task("a"), "Crawlkeeper-Operation", OPERATION);
    second.post(TASKS, Client.task("b"), "Crawlkeeper-Operation", "x");
    assertThat(cluster.requests.get(0).operation()).isEqualTo(OPERATION);
    assertThat(cluster.requests.get(1).operation())
        .matches("[0-9a-f-]{36}")
        .isNotEqualTo(OPERATION);
  }

  @Test
  void asksAgainWhenTheConnectionBreaks() throws IOException {
    var operations = new ConcurrentLinkedQueue<String>();
    try (var broken = BreakingServer.start(operations, () -> cluster.decide(deletion()))) {
      second.post(TASKS, Client.task("a"));
      cluster.leader.set(broken.leadership());
      one.onPause = two::lead;
      assertThat(first.post(TASKS, Client.task("b")).statusCode()).isEqualTo(201);
      assertThat(operations.peek()).isEqualTo(cluster.requests.getLast().operation());
    }
  }

  @Test
  void takesATaskThatIsGoneAfterABreakForDeleted() throws IOException {
    try (var broken =
        BreakingServer.start(new ConcurrentLinkedQueue<>(), () -> cluster.decide(deletion()))) {
      second.post(TASKS, Client.task("a"));
      cluster.leader.set(broken.leadership());
      one.onPause = two::lead;
      assertThat(first.delete(TASKS + "/a").statusCode()).isEqualTo(204);
      cluster.leader.set(broken.leadership());
      assertThat(first.delete(TASKS + "/never-was").statusCode()).isEqualTo(404);
    }
  }

  @Test
  void doesNotWaitForALeaderThatWasReplaced() throws IOException {
    var frozen = new CountDownLatch(1);
    Runnable freeze =
        () -> {
          two.lead();
          awaitQuietly(frozen);
        };
    try (var broken = BreakingServer.start(new ConcurrentLinkedQueue<>(), freeze)) {
      cluster.leader.set(broken.leadership());
      assertThat(first.post(TASKS, Client.task("a")).statusCode()).isEqualTo(201);
      frozen.countDown();
    }
  }

  @Test
  void readsAreAnsweredWithoutALeader() {
    second.post(TASKS, Client.task("a"));
    cluster.leader.set(null);
    assertThat(first.get(TASKS + "/a").statusCode()).isEqualTo(200);
    var report = Client.json(first.get("/api/v1/cluster"));
    assertThat(report.has("leader")).isTrue();
    assertThat(report.path("leader").isNull()).isTrue();
  }

  private static Request deletion() {
    return new Request.Delete("a", null, OPERATION, false);
  }

  private static void awaitQuietly(CountDownLatch latch) {
    try {
      latch.await();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }
}
