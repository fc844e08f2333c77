package io.crawlkeeper.worker;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.crawlkeeper.model.PluginSpec;
import io.crawlkeeper.model.Progress;
import io.crawlkeeper.model.Run;
import io.crawlkeeper.model.Run.Outcome;
import io.crawlkeeper.model.RunState.Ended;
import io.crawlkeeper.model.Task;
import io.crawlkeeper.model.TaskSpec;
import io.crawlkeeper.worker.run.Attempt;
import io.crawlkeeper.worker.run.Kinds;
import io.crawlkeeper.worker.run.RunKey;
import io.crawlkeeper.worker.run.Stragglers;
import io.crawlkeeper.worker.run.TaskExecutor;
import io.crawlkeeper.worker.run.UnderWay;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CopyOnWriteArrayList;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class ExecutedAttemptsTest {

  private final List<String> log = new CopyOnWriteArrayList<>();
  private final Kinds kinds = new Kinds(List.of(new Noting("copy"), new Noting("mail")));
  private final Janitor janitor = new Janitor(kinds, this::fate);
  private final ExecutedAttempts attempts =
      new ExecutedAttempts(kinds, () -> true, janitor, new Stragglers(Stragglers.PATIENCE));

  private Optional<Run> fate(RunKey key) {
    return Optional.of(run("copy"));
  }

  @AfterEach
  void stop() {
    janitor.close();
  }

  private static Task task(String kind) {
    return Tasks.task("t", 7, new TaskSpec(new PluginSpec(kind, "{}"), null, null, null));
  }

  private static Run run(String kind) {
    return Run.queued("7-1", task(kind), Run.Cause.TICK, Tasks.START, Tasks.START)
        .started("w", Tasks.START);
  }

  private void carryOut(String kind) throws Exception {
    var over = new CompletableFuture<UnderWay>();
    var _ = attempts.begin(task(kind), run(kind), false, over::complete);
    assertThat(over.get().outcome()).isNotNull();
  }

  @Test
  void leavesEachTaskToTheExecutorOfItsKind() throws Exception {
    carryOut("mail");
    carryOut("copy");

    assertThat(log).containsExactly("mail executes 7-1", "copy executes 7-1");
  }

  @Test
  void hasThatExecutorClearWhichHasMadeTheAttempt() throws Exception {
    carryOut("mail");

    attempts.ended(run("copy"));

    await().until(() -> log.contains("mail clears 7-1"));
    assertThat(log).doesNotContain("copy clears 7-1");
  }

  @Test
  void hasAllClearWhatAWorkerBeforeThisOneHasMade() {
    attempts.ended(run("copy"));

    await().until(() -> log.containsAll(List.of("copy clears 7-1", "mail clears 7-1")));
  }

  @Test
  void looksWhatBecameOfARunThatIsNotItsOwnAnyMore() throws Exception {
    janitor.start();
    carryOut("mail");

    attempts.left(run("mail"));

    await().until(() -> log.contains("mail clears 7-1"));
  }

  private final class Noting implements TaskExecutor {
    private final String kind;

    Noting(String kind) {
      this.kind = kind;
    }

    @Override
    public String kind() {
      return kind;
    }

    @Override
    public Outcome execute(Attempt attempt) {
      log.add(kind + " executes " + attempt.run().id());
      return new Outcome(Ended.SUCCEEDED, Progress.NONE, null, null);
    }

    @Override
    public void clear(Run run) {
      log.add(kind + " clears " + run.id());
    }
  }
}
