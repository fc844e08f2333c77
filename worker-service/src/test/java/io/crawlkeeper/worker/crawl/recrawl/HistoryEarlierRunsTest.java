package io.crawlkeeper.worker.crawl.recrawl;

import static org.assertj.core.api.Assertions.assertThat;

import io.crawlkeeper.history.History.RunRow;
import io.crawlkeeper.model.Progress;
import io.crawlkeeper.model.Run;
import io.crawlkeeper.model.Run.Outcome;
import io.crawlkeeper.model.RunPlan;
import io.crawlkeeper.model.RunState;
import io.crawlkeeper.settings.DatabaseSettings;
import io.crawlkeeper.sql.SqlHistory;
import io.crawlkeeper.worker.Tasks;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class HistoryEarlierRunsTest {
  private static final Instant NOW = Instant.parse("2026-05-01T00:00:00Z");

  @TempDir private Path folder;

  @SuppressWarnings("NullAway.Init")
  private SqlHistory history;

  @BeforeEach
  void open() {
    history =
        SqlHistory.open(new DatabaseSettings("jdbc:sqlite:" + folder.resolve("h.db"), "", ""));
  }

  @AfterEach
  void close() {
    history.close();
  }

  private static Run queued(long task, int number) {
    var created = NOW.minus(Duration.ofDays(30 - number));
    var id = task + "-" + number;
    return Run.queued(id, Tasks.once("docs", task), Run.Cause.TICK, created, created);
  }

  private static Run ended(long task, int number) {
    var run = queued(task, number);
    return run.started("w", run.createTime())
        .ended(new Outcome(RunState.Ended.SUCCEEDED, Progress.NONE, "docs/x", null), NOW);
  }

  private void write(Run run) throws Exception {
    history.write(List.of(new RunRow(run, 1)), List.of());
  }

  private List<String> lasting(Run run, int runs, int days) throws IOException {
    var kept = new RunPlan.History(runs, 10, Duration.ofDays(days));
    return new HistoryEarlierRuns(history).lasting(run, kept, NOW).stream().map(Run::id).toList();
  }

  @Test
  void takesRunsOfTheNewerHalfOfWhatIsKept() throws Exception {
    for (var number = 1; number <= 9; number++) {
      write(ended(7, number));
      write(ended(8, number));
    }
    var run = queued(7, 10);

    assertThat(lasting(run, 9, 90)).containsExactly("7-9", "7-8", "7-7", "7-6");
    assertThat(lasting(run, 8, 90)).containsExactly("7-9", "7-8", "7-7");
    assertThat(lasting(run, 3, 90)).containsExactly("7-9");
    assertThat(lasting(run, 2, 90)).isEmpty();
    assertThat(lasting(run, 1, 90)).isEmpty();
    assertThat(lasting(run, 1_000, 90)).hasSize(9);
    assertThat(lasting(run, 1_000, 44)).containsExactly("7-9", "7-8");
  }

  @Test
  void leavesOutWhatIsUnderWay() throws Exception {
    write(ended(7, 1));
    var run = queued(7, 2).started("w", NOW);
    write(run);

    assertThat(lasting(run, 1_000, 90)).containsExactly("7-1");
  }
}
