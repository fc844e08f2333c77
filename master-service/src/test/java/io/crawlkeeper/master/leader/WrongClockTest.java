package io.crawlkeeper.master.leader;

import static org.assertj.core.api.Assertions.assertThat;

import io.crawlkeeper.clock.WrongClock;
import io.crawlkeeper.master.Images;
import io.crawlkeeper.master.cluster.ClusterImage;
import io.crawlkeeper.master.task.TaskDraft;
import io.crawlkeeper.model.Cordon;
import io.crawlkeeper.model.ScheduleBuilder;
import io.crawlkeeper.model.Task.Since;
import io.crawlkeeper.model.Task.Since.Cause;
import io.crawlkeeper.model.TaskSpec;
import io.crawlkeeper.model.WorkerNode;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.pcollections.TreePMap;

/** The clock of the leader's machine is wrong, which shifts nothing. */
class WrongClockTest {

  private final WrongClock clock = new WrongClock(Images.START);
  private final InMemoryStore store = new InMemoryStore();
  private final Alive alive = new Alive();
  private final LeaderLoop loop =
      new LeaderLoop(store, alive, clock.trusted(), clock::nanoTime, () -> {}, List.of());

  @ParameterizedTest
  @ValueSource(strings = {"PT1H", "PT-1H"})
  void countsANewScheduleFromItsCreation(Duration ahead) {
    clock.ahead(ahead);
    clock.pass(Duration.ofMinutes(5));

    assertThat(created(false).time()).isEqualTo(clock.truth());
  }

  @ParameterizedTest
  @ValueSource(strings = {"PT1H", "PT-1H"})
  void countsAScheduleThatIsResumedFromThen(Duration ahead) {
    var _ = created(true);
    clock.pass(Duration.ofMinutes(5));
    clock.ahead(ahead);
    ask(new Request.Apply(draft(false), null, "resume", false));

    assertThat(since().time()).isEqualTo(clock.truth());
    assertThat(since().cause()).isEqualTo(Cause.CREATED); // Its owner has not adopted it.
  }

  @ParameterizedTest
  @ValueSource(strings = {"PT1H", "PT-1H"})
  void drainsAWorkerForAsLongAsItIsAsked(Duration ahead) {
    alive.workers = alive.workers.plus("a.1", Images.node("a.1", Map.of()));
    var _ = created(false);
    alive.workers = alive.workers.plus("b.1", Images.node("b.1", Map.of()));
    clock.ahead(ahead);
    ask(new Request.CordonWorker("a.1", Duration.ofMinutes(10), "drain", false));

    assertThat(store.facts().cluster().cordon("a.1"))
        .extracting(Cordon::deadline)
        .isEqualTo(clock.truth().plus(Duration.ofMinutes(10)));
    sweep();
    assertThat(owner()).isEqualTo("a.1");

    clock.ahead(Duration.ZERO);
    clock.pass(Duration.ofMinutes(9));
    sweep();
    assertThat(owner()).isEqualTo("a.1");
    clock.pass(Duration.ofMinutes(2));
    sweep();
    assertThat(owner()).isEqualTo("b.1");
  }

  @Test
  void keepsIdempotencyKeys() {
    var key = new Request.Key("hash", "body");
    lead();
    ask(new Request.Create(draft(false), key, "create", false));
    clock.ahead(Duration.ofDays(2));
    sweep();

    assertThat(store.facts().keys()).containsKey("hash");
  }

  private Since created(boolean paused) {
    lead();
    ask(new Request.Create(draft(paused), null, "create", false));
    return since();
  }

  private void lead() {
    loop.elected("latch-1");
    loop.step();
  }

  private void sweep() {
    loop.surroundingsChanged();
    clock.pass(Duration.ofSeconds(1));
    loop.step();
    loop.step();
  }

  private void ask(Request request) {
    var reply = loop.submit(request);
    loop.step();
    assertThat(reply).isDone();
  }

  private Since since() {
    return Images.existing(store.facts().cluster(), "t").task().since();
  }

  private String owner() {
    return Objects.requireNonNull(store.facts().cluster().assignment("t")).worker();
  }

  private static TaskDraft draft(boolean paused) {
    var schedule = ScheduleBuilder.every(Duration.ofMinutes(10)).paused(paused).build();
    return new TaskDraft("t", Map.of(), new TaskSpec(Images.CRAWL, schedule, null, null));
  }

  private final class Alive implements Surroundings {
    private TreePMap<String, WorkerNode> workers = TreePMap.empty();

    @Override
    public ClusterImage heard() {
      return store.facts().cluster().withWorkers(workers);
    }
  }
}
