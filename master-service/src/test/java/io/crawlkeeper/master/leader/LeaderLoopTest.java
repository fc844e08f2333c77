package io.crawlkeeper.master.leader;

import static io.crawlkeeper.master.Images.draft;
import static io.crawlkeeper.master.Images.node;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.crawlkeeper.master.Images;
import io.crawlkeeper.master.cluster.ClusterImage;
import io.crawlkeeper.model.WorkerNode;
import java.time.Duration;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.pcollections.TreePMap;

class LeaderLoopTest {

  private final InMemoryStore store = new InMemoryStore();
  private final Workers workers = new Workers();
  private final AtomicInteger rejoined = new AtomicInteger();
  private final AtomicLong leap = new AtomicLong();
  private final AtomicLong now = new AtomicLong();
  private final LeaderLoop loop =
      new LeaderLoop(
          store,
          workers,
          () -> Images.START.plusMillis(now.get()),
          () -> System.nanoTime() + leap.get(),
          rejoined::incrementAndGet,
          List.of(draft("seed")));

  @BeforeEach
  void start() {
    loop.start();
  }

  @AfterEach
  void stop() {
    loop.close();
  }

  @Test
  void refusesRequestsUntilItLeads() throws Exception {
    assertThat(get(loop.submit(create("t")))).isEqualTo(new Reply.NotLeading());
    lead();
    assertThat(get(loop.submit(create("t")))).isInstanceOf(Reply.Stored.class);
  }

  @Test
  void commitsRequestsThatWaitTogether() throws Exception {
    lead();
    await().until(() -> store.facts().cluster().task("seed") != null);
    store.holdCommits();
    var replies = new ArrayList<CompletableFuture<Reply>>();
    for (var i = 0; i < 100; i++) {
      replies.add(loop.submit(create("t" + i)));
    }
    var before = store.commits();
    store.releaseCommits();

    for (var reply : replies) {
      assertThat(get(reply)).isInstanceOf(Reply.Stored.class);
    }
    assertThat(store.commits() - before).isLessThan(10);
  }

  @Test
  void answersOnlyAfterTheCommit() throws Exception {
    lead();
    await().until(() -> store.facts().cluster().task("seed") != null);
    store.holdCommits();
    var reply = loop.submit(create("t"));
    await().until(store::commitHeld);

    assertThat(reply).isNotDone();
    store.releaseCommits();
    assertThat(get(reply)).isInstanceOf(Reply.Stored.class);
  }

  @Test
  void abdicatesWhereAnotherHasTakenTheLead() throws Exception {
    lead();
    await().until(() -> store.facts().cluster().task("seed") != null);
    store.otherLeader();

    assertThat(get(loop.submit(create("t")))).isEqualTo(new Reply.NotLeading());
    assertThat(loop.leading()).isFalse();
    await().until(() -> rejoined.get() == 1);
    assertThat(store.facts().cluster().task("t")).isNull();
  }

  @Test
  void saysThatItDoesNotKnowWhereItDoesNot() throws Exception {
    lead();
    await().until(() -> store.facts().cluster().task("seed") != null);
    store.loseNextAnswer();

    assertThat(get(loop.submit(create("t")))).isEqualTo(new Reply.Unknown());
    assertThat(loop.leading()).isFalse();
  }

  @Test
  void placesTasksWhenTheFirstWorkerJoins() throws Exception {
    lead();
    assertThat(get(loop.submit(create("t")))).extracting("assignment").isNull();

    workers.join("a");
    loop.surroundingsChanged();

    await().until(() -> store.facts().cluster().assignment("t") != null);
  }

  @Test
  void movesTheTasksOfAWorkerThatLeft() throws Exception {
    workers.join("a");
    lead();
    get(loop.submit(create("t")));
    workers.leave("a");
    workers.join("b");
    loop.surroundingsChanged();

    await()
        .untilAsserted(
            () ->
                assertThat(store.facts().cluster().assignment("t"))
                    .hasFieldOrPropertyWithValue("worker", "b"));
    await().until(() -> !store.facts().folders().contains("a"));
  }

  @Test
  void findsOutThatAnAssignmentWasTakenAway() throws Exception {
    workers.join("a");
    lead();
    get(loop.submit(create("t")));
    store.tamper(facts -> facts.with(facts.cluster().withoutAssignment("t")));

    await()
        .until(
            () -> {
              leap.addAndGet(Duration.ofSeconds(31).toNanos());
              loop.surroundingsChanged();
              return store.facts().cluster().assignment("t") != null;
            });
  }

  @Test
  void createsTasksFromConfigurationOnceInAllTerms() throws Exception {
    lead();
    await().until(() -> store.facts().cluster().task("seed") != null);
    get(loop.submit(new Request.Delete("seed", null, "op", false)));
    loop.deposed();
    await().until(() -> !loop.leading());
    lead();

    assertThat(get(loop.submit(create("t")))).isInstanceOf(Reply.Stored.class);
    assertThat(store.facts().cluster().task("seed")).isNull();
  }

  @Test
  void givesHigherIdsInALaterTerm() throws Exception {
    lead();
    var first = (Reply.Stored) get(loop.submit(create("t1")));
    loop.deposed();
    await().until(() -> !loop.leading());
    lead();
    var second = (Reply.Stored) get(loop.submit(create("t2")));

    assertThat(second.entry().id()).isGreaterThan(first.entry().id());
  }

  @Test
  void takesATaskFromAnOwnerThatDoesNotLetGoThoughNobodySaysSo() throws Exception {
    workers.join("a.1");
    lead();
    get(loop.submit(create("t")));
    workers.join("b.1");
    get(loop.submit(new Request.CordonWorker("a.1", Duration.ZERO, "op", false)));
    await().until(() -> store.facts().cluster().cordon("a.1") != null);
    now.addAndGet(Duration.ofSeconds(11).toMillis());
    leap.addAndGet(Duration.ofSeconds(11).toNanos());
    loop.surroundingsChanged();

    await()
        .untilAsserted(
            () ->
                assertThat(store.facts().cluster().assignment("t"))
                    .hasFieldOrPropertyWithValue("worker", "b.1"));
  }

  @Test
  void canBeSteppedByASimulation() {
    var stepped =
        new LeaderLoop(
            new InMemoryStore(),
            workers,
            InstantSource.fixed(Images.START),
            () -> 0,
            () -> {},
            List.of());
    stepped.elected("latch-1");
    stepped.step();
    assertThat(stepped.leading()).isTrue();

    var reply = stepped.submit(create("t"));
    assertThat(reply).isNotDone();
    stepped.step();

    assertThat(reply).isCompletedWithValueMatching(Reply.Stored.class::isInstance);
    stepped.deposed();
    stepped.step();
    assertThat(stepped.image()).isNull();
  }

  @Test
  void goesOnWhereTheSameNodeIsElectedAgainBeforeItNoticedAnything() throws Exception {
    lead();
    store.holdCommits();
    var before = loop.submit(create("t"));
    loop.deposed();
    assertThat(loop.leading()).isFalse();
    loop.elected("latch-1");
    store.releaseCommits();

    assertThat(get(before)).isInstanceOf(Reply.Stored.class);
    assertThat(loop.leading()).isTrue();
    assertThat(get(loop.submit(create("u")))).isInstanceOf(Reply.Stored.class);
  }

  private void lead() {
    loop.elected("latch-1");
    await().until(loop::leading);
  }

  private static Request create(String name) {
    return new Request.Create(draft(name), null, "create " + name, false);
  }

  private static Reply get(CompletableFuture<Reply> reply) throws Exception {
    return reply.get(3, TimeUnit.MINUTES);
  }

  private static final class Workers implements Surroundings {
    private volatile TreePMap<String, WorkerNode> alive = TreePMap.empty();

    void join(String name) {
      alive = alive.plus(name, node(name, Map.of()));
    }

    void leave(String name) {
      alive = alive.minus(name);
    }

    @Override
    public ClusterImage heard() {
      return ClusterImage.EMPTY.withWorkers(alive);
    }
  }
}
