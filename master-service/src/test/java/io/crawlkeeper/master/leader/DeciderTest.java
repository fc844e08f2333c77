package io.crawlkeeper.master.leader;

import static io.crawlkeeper.master.Images.START;
import static io.crawlkeeper.master.Images.draft;
import static io.crawlkeeper.master.Images.images;
import static org.assertj.core.api.Assertions.assertThat;

import io.crawlkeeper.master.Images;
import io.crawlkeeper.master.task.TaskDraft;
import io.crawlkeeper.model.CrawlBuilder;
import io.crawlkeeper.model.PluginSpec;
import io.crawlkeeper.model.TaskSpec;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

class DeciderTest {

  private LeaderImage image = LeaderImage.EMPTY.with(images().worker("a").worker("b").image());
  private long nextId = 100;

  @Test
  void createsAndPlacesATask() {
    var reply = (Reply.Stored) ask(create("t", "op"));

    assertThat(reply.created()).isTrue();
    assertThat(reply.entry().task().creationTime()).isEqualTo(START);
    assertThat(reply.assignment()).isNotNull();
    assertThat(image.cluster().load("a")).isEqualTo(1);
  }

  @Test
  void refusesASecondTaskOfTheName() {
    ask(create("t", "op-1"));

    assertThat(ask(create("t", "op-2"))).isEqualTo(new Reply.Exists("t", 0));
  }

  @Test
  void answersARepeatedCreationAsTheFirstTime() {
    var first = ask(create("t", "op"));

    assertThat(ask(create("t", "op"))).isEqualTo(first);
  }

  @Test
  void remembersAnIdempotencyKeyForADay() {
    var key = new Request.Key("k", "body");
    var first = ask(new Request.Create(draft("t"), key, "op-1", false));

    assertThat(ask(new Request.Create(draft("t"), key, "op-2", false))).isEqualTo(first);
    assertThat(ask(new Request.Create(draft("t"), new Request.Key("k", "other"), "op-3", false)))
        .isEqualTo(new Reply.KeyReused());
    ask(new Request.Delete("t", null, "op-4", false));
    assertThat(ask(new Request.Create(draft("t"), key, "op-5", false)))
        .isEqualTo(new Reply.KeySpent("t"));
    assertThat(Upkeep.due(image, START.plus(Duration.ofHours(23)))).isEmpty();
    assertThat(Upkeep.due(image, START.plus(Duration.ofHours(25))))
        .containsExactly(List.of(new Change.KeyDropped("k")));
  }

  @Test
  void createsATaskFromConfigurationOnlyOnce() {
    var key = KeyRecord.ofSeed("t");
    ask(new Request.Create(draft("t"), key, "op-1", false));
    ask(new Request.Delete("t", null, "op-2", false));

    assertThat(ask(new Request.Create(draft("t"), key, "op-3", false)))
        .isEqualTo(new Reply.KeySpent("t"));
    assertThat(Upkeep.due(image, START.plus(Duration.ofDays(900)))).isEmpty();
  }

  @Test
  void changesNothingWhereTheTaskIsSoAlready() {
    ask(create("t", "op-1"));

    var reply = (Reply.Stored) ask(apply(draft("t"), null, "op-2"));

    assertThat(reply.entry().version()).isZero();
    assertThat(reply.created()).isFalse();
  }

  @Test
  void takesAnOperationWithAnotherWishForANewRequest() {
    ask(create("t", "op"));

    var reply = (Reply.Stored) ask(apply(recrawled("t"), null, "op"));

    assertThat(reply.entry().version()).isEqualTo(1);
    assertThat(ask(new Request.Create(draft("t"), null, "op", false)))
        .isEqualTo(new Reply.Exists("t", 0));
  }

  @Test
  void keepsIdAndCreationTimeThroughChanges() {
    var before = ((Reply.Stored) ask(create("t", "op-1"))).entry();

    var after = ((Reply.Stored) ask(apply(recrawled("t"), null, "op-2"))).entry();

    assertThat(after.id()).isEqualTo(before.id());
    assertThat(after.task().creationTime()).isEqualTo(before.task().creationTime());
    assertThat(after.task().generation()).isEqualTo(2);
    assertThat(image.cluster().assignment("t")).hasFieldOrPropertyWithValue("generation", 2L);
  }

  @Test
  void doesNotRunAgainForAChangeOfLabels() {
    ask(create("t", "op-1"));
    var labelled = new TaskDraft("t", Map.of("team", "search"), draft("t").spec());

    var reply = (Reply.Stored) ask(apply(labelled, null, "op-2"));

    assertThat(reply.entry().version()).isEqualTo(1);
    assertThat(reply.entry().task().generation()).isEqualTo(1);
  }

  @Test
  void refusesAStaleVersion() {
    ask(create("t", "op-1"));
    ask(apply(recrawled("t"), 0, "op-2"));

    assertThat(ask(apply(draft("t"), 0, "op-3"))).isEqualTo(new Reply.Stale("t", 1));
    assertThat(ask(apply(draft("t"), Request.ABSENT, "op-4"))).isEqualTo(new Reply.Stale("t", 1));
    assertThat(ask(apply(draft("u"), Request.PRESENT, "op-5")))
        .isEqualTo(new Reply.Stale("u", null));
    assertThat(ask(new Request.Delete("t", 0, "op-6", false))).isEqualTo(new Reply.Stale("t", 1));
  }

  @Test
  void movesATaskThatRequiresMoreThanItsWorkerHas() {
    ask(create("t", "op-1"));

    var reply = (Reply.Stored) ask(apply(draft("t", 1, Map.of("gpu", "yes")), null, "op-2"));

    assertThat(reply.assignment()).isNull();
    assertThat(image.cluster().loads()).isEmpty();
  }

  @Test
  void createsAllOrNone() {
    ask(create("taken", "op-1"));

    assertThat(ask(all("op-2", "x", "taken"))).isEqualTo(new Reply.Exists("taken", 1));
    assertThat(ask(all("op-3", "x", "x"))).isEqualTo(new Reply.Exists("x", 1));
    assertThat(image.cluster().tasks()).containsOnlyKeys("taken");
    var stored = ask(all("op-4", "x", "y"));
    assertThat(image.cluster().tasks()).containsOnlyKeys("taken", "x", "y");
    assertThat(ask(all("op-4", "x", "y"))).isEqualTo(stored);
  }

  @Test
  void movesATaskThatIsOfAnotherKindNow() {
    image = LeaderImage.EMPTY.with(images().worker("a").workerOf("b", "sftp").image());
    ask(create("t", "op-1"));
    var copy = new TaskSpec(new PluginSpec("sftp", "{}"), null, null, null);

    var reply = (Reply.Stored) ask(apply(new TaskDraft("t", Map.of(), copy), null, "op-2"));

    assertThat(reply.entry().task().generation()).isEqualTo(2);
    assertThat(image.cluster().load("a")).isZero();
    assertThat(image.cluster().load("b")).isEqualTo(1);

    var mail = new TaskSpec(new PluginSpec("mail", "{}"), null, null, null);
    reply = (Reply.Stored) ask(apply(new TaskDraft("t", Map.of(), mail), null, "op-3"));

    assertThat(reply.assignment()).isNull();
    assertThat(image.cluster().tasks()).containsKey("t");
  }

  @Test
  void leavesNothingOfADeletedTask() {
    ask(create("t", "op-1"));

    assertThat(ask(new Request.Delete("t", null, "op-2", false))).isEqualTo(new Reply.Deleted("t"));
    assertThat(image.cluster().assignments()).isEmpty();
    assertThat(image.cluster().loads()).isEmpty();
    assertThat(ask(new Request.Delete("t", null, "op-3", false))).isEqualTo(new Reply.Absent("t"));
  }

  private Reply ask(Request request) {
    var decision = Decider.decide(image, request, START, () -> nextId++);
    for (var change : decision.changes()) {
      image = image.after(change);
    }
    return decision.reply();
  }

  private static Request create(String name, String operation) {
    return new Request.Create(draft(name), null, operation, false);
  }

  private static Request apply(TaskDraft draft, @Nullable Integer version, String operation) {
    return new Request.Apply(draft, version, operation, false);
  }

  private static Request all(String operation, String... names) {
    return new Request.CreateAll(
        List.of(names).stream().map(Images::draft).toList(), operation, false);
  }

  private static TaskDraft recrawled(String name) {
    return new TaskDraft(
        name,
        Map.of(),
        new TaskSpec(CrawlBuilder.of("http://127.0.0.1/new").build(), null, null, null));
  }
}
