package io.crawlkeeper.worker.crawl;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.crawlkeeper.model.Run;
import io.crawlkeeper.model.Run.Outcome;
import io.crawlkeeper.worker.Tasks;
import io.crawlkeeper.worker.crawl.frontier.Beginning;
import io.crawlkeeper.worker.crawl.frontier.Claim;
import io.crawlkeeper.worker.crawl.frontier.FrontierStore;
import io.crawlkeeper.worker.crawl.frontier.Handouts;
import io.crawlkeeper.worker.crawl.frontier.RunKey;
import io.crawlkeeper.worker.crawl.frontier.sql.SqliteFrontierStore;
import io.crawlkeeper.worker.run.Attempt;
import io.crawlkeeper.worker.run.TaskExecutor;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CopyOnWriteArrayList;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class JanitorTest {
  private static final RunKey LIVE = new RunKey("7-1", "t", 7);
  private static final RunKey OVER = new RunKey("7-2", "t", 7);

  @TempDir Path folder;

  private final Executor executor = new Executor();

  private FrontierStore store() throws IOException {
    var store = new SqliteFrontierStore(folder);
    for (var run : List.of(LIVE, OVER)) {
      var claim = new Claim(run, 1, "here", 1, false);
      store.begin(claim, new Beginning(List.of(), new Handouts())).close();
    }
    return store;
  }

  private static Optional<Run> fate(RunKey run) {
    return run.equals(OVER)
        ? Optional.of(Run.queued("7-2", Tasks.once("t", 7), Run.Cause.TICK, null, Tasks.START))
        : Optional.empty();
  }

  @Test
  void clearsWhatIsOverAndLeavesWhatIsLive() throws Exception {
    try (var janitor = new Janitor(store(), JanitorTest::fate, executor)) {
      janitor.sweep();
    }

    assertThat(executor.cleared).extracting(Run::id).containsExactly("7-2");
  }

  @Test
  void looksAtTheStartAndWhenItIsTold() throws Exception {
    try (var janitor = new Janitor(store(), JanitorTest::fate, executor)) {
      janitor.start();
      await().until(() -> executor.cleared.size() == 1);

      janitor.look(LIVE);
      janitor.look(OVER);

      await().until(() -> executor.cleared.size() == 2);
      assertThat(executor.cleared).extracting(Run::id).containsOnly("7-2");
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
    public void clear(Run run) {
      cleared.add(run);
    }
  }
}
