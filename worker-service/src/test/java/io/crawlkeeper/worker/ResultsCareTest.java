package io.crawlkeeper.worker;

import static org.assertj.core.api.Assertions.assertThat;

import io.crawlkeeper.history.History.RunRow;
import io.crawlkeeper.model.Progress;
import io.crawlkeeper.model.Run;
import io.crawlkeeper.model.Run.Outcome;
import io.crawlkeeper.model.RunPlan;
import io.crawlkeeper.model.RunState;
import io.crawlkeeper.settings.DatabaseSettings;
import io.crawlkeeper.sql.SqlHistory;
import io.crawlkeeper.storage.FolderStorage;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ResultsCareTest {
  private static final Instant NOW = Instant.parse("2026-03-01T12:00:00Z");

  @TempDir Path folder;

  @Test
  void removesResultsTogetherWithTheHistoryOfTheirRun() throws Exception {
    var database = new DatabaseSettings("jdbc:sqlite:" + folder.resolve("c.db"), "", "");
    try (var history = SqlHistory.open(database);
        var storage = FolderStorage.open(folder.resolve("results"))) {
      var old = Tasks.started("t", "w.1", NOW);
      var outcome = new Outcome(RunState.Ended.SUCCEEDED, Progress.NONE, "t/7-1", null);
      history.write(List.of(new RunRow(old.ended(outcome, NOW), 1)), List.of());
      Files.createDirectories(folder.resolve("results/t/7-1"));
      Files.createDirectories(folder.resolve("results/t/7-2"));
      Files.writeString(folder.resolve("results/t/7-1/pages-00000.jsonl"), "{}");
      var care = new ResultsCare(history.expired(), storage, InstantSource.fixed(NOW));

      care.remove();
      assertThat(folder.resolve("results/t/7-1")).exists();

      history.retain(7, new RunPlan.History(10, 10, Duration.ofDays(1)), NOW.plusSeconds(90_000));
      assertThat(history.run("7-1")).isEmpty();
      care.remove();

      assertThat(folder.resolve("results/t/7-1")).doesNotExist();
      assertThat(folder.resolve("results/t/7-2")).exists();
    }
  }

  @Test
  void removesTheResultsOfVeryManyRunsOnceEach() throws Exception {
    var database = new DatabaseSettings("jdbc:sqlite:" + folder.resolve("c.db"), "", "");
    try (var history = SqlHistory.open(database);
        var storage = FolderStorage.open(folder.resolve("results"))) {
      var rows = IntStream.range(0, 6_000).mapToObj(ResultsCareTest::ended).toList();
      history.write(rows, List.of());
      Files.createDirectories(folder.resolve("results/t/7-999"));
      var care = new ResultsCare(history.expired(), storage, InstantSource.fixed(NOW));
      while (history.retain(7, new RunPlan.History(1, 1, Duration.ofDays(1)), NOW)) {}

      care.remove();
      assertThat(folder.resolve("results/t/7-999")).doesNotExist();

      Files.createDirectories(folder.resolve("results/t/7-999"));
      care.remove();
      assertThat(folder.resolve("results/t/7-999")).as("was not looked at again").exists();
    }
  }

  private static RunRow ended(int number) {
    var time = NOW.plusMillis(number);
    var run = Run.queued("7-" + number, Tasks.once("t", 7), Run.Cause.TICK, time, time);
    return new RunRow(run.ended(RunState.Ended.CANCELLED, "asked for", time), 1);
  }
}
