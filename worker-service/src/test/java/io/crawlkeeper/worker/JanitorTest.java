package io.crawlkeeper.worker;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.crawlkeeper.model.Run;
import io.crawlkeeper.model.Run.Outcome;
import io.crawlkeeper.worker.run.Attempt;
import io.crawlkeeper.worker.run.Kinds;
import io.crawlkeeper.worker.run.RunFates;
import io.crawlkeeper.worker.run.RunKey;
import io.crawlkeeper.worker.run.TaskExecutor;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;

class JanitorTest {
  private static final RunKey LIVE = new RunKey("7-1", "t", 7);
  private static final RunKey OVER = new RunKey("7-2", "t", 7);

  private final Executor executor = new Executor();

  private static Optional<Run> fate(RunKey run) {
    return run.equals(OVER)
        ? Optional.of(Run.queued("7-2", Tasks.once("t", 7), Run.Cause.TICK, null, Tasks.START))
        : Optional.empty();
  }

  @Test
  void clearsWhatIsOverAndLeavesWhatIsLive() throws Exception {
    try (var janitor = new Janitor(new Kinds(List.of(executor)), JanitorTest::fate)) {
      janitor.sweep();
    }

    assertThat(executor.cleared).extracting(Run::id).containsExactly("7-2");
  }

  @Test
  void looksAtTheStartAndWhenItIsTold() throws Exception {
    try (var janitor = new Janitor(new Kinds(List.of(executor)), JanitorTest::fate)) {
      janitor.start();
      await().until(() -> executor.cleared.size() == 1);

      janitor.look(executor, LIVE);
      janitor.look(executor, OVER);

      await().until(() -> executor.cleared.size() == 2);
      assertThat(executor.cleared).extracting(Run::id).containsOnly("7-2");
    }
  }

  @Test
  void looksAgainAtARunThatItsNextOwnerHasYetToEnd() {
    var over = new AtomicBoolean();
    var asked = new AtomicInteger();
    RunFates fates =
        run -> {
          asked.incrementAndGet();
          return over.get() ? fate(OVER) : Optional.empty();
        };
    try (var janitor = new Janitor(new Kinds(List.of(executor)), fates, Duration.ofMillis(10))) {
      janitor.start();
      janitor.look(executor, OVER);
      await().until(() -> asked.get() > 4);
      assertThat(executor.cleared).isEmpty();

      over.set(true);

      await().until(() -> executor.cleared.size() == 1);
    }
  }

  private static final class Executor implements TaskExecutor {
    private final List<Run> cleared = new CopyOnWriteArrayList<>();

    @Override
    public String kind() {
      return "test";
    }

    @Override
    public Outcome execute(Attempt attempt) {
      throw new IllegalStateException("nothing is to be carried out");
    }

    @Override
    public List<RunKey> leftovers() {
      return List.of(LIVE, OVER);
    }

    @Override
    public void clear(Run run) {
      cleared.add(run);
    }
  }
}
