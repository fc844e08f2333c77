package io.crawlkeeper.master;

import static org.assertj.core.api.Assertions.assertThat;

import io.crawlkeeper.history.History.RunRow;
import io.crawlkeeper.master.cluster.ClusterImage;
import io.crawlkeeper.model.Run;
import io.crawlkeeper.model.RunSpec.HistorySpec;
import io.crawlkeeper.model.RunState.Ended;
import io.crawlkeeper.model.Task;
import io.crawlkeeper.settings.DatabaseSettings;
import io.crawlkeeper.sql.SqlHistory;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class HistoryCareTest {

  private static final Instant OLD = Images.START.minus(Duration.ofDays(365));

  @TempDir Path folder;
  private boolean leads = true;
  private Instant now = Images.START;

  @Test
  void removesTheHistoryOfADeletedTaskAWhileAfterItsDeletion() throws Exception {
    try (var history = history()) {
      var kept = Images.entry(1, Images.draft("kept")).task();
      var gone = Images.entry(2, Images.draft("gone")).task();
      history.write(
          List.of(ended(kept, "1-1", OLD), ended(gone, "2-1", OLD), ended(gone, "2-2", now)),
          List.of());
      var care = care(history, new Images().task("kept", 1, Map.of(), "").image());

      care.remove();
      now = now.plus(HistoryCare.KEPT);
      care.remove();
      assertThat(history.run("2-1")).isPresent();
      assertThat(history.run("2-2")).isPresent();

      now = now.plusSeconds(1);
      care.remove();
      assertThat(history.run("2-1")).isEmpty();
      assertThat(history.run("2-2")).isEmpty();
      assertThat(history.run("1-1")).isPresent();
    }
  }

  @Test
  void cutsBackTasksThatNeverRunAgain() throws Exception {
    try (var history = history()) {
      var entry = Images.entry(1, Images.keeping("once", new HistorySpec(1, null, null)));
      history.write(
          List.of(ended(entry.task(), "1-1", now), ended(entry.task(), "1-2", now)), List.of());
      var care = care(history, ClusterImage.EMPTY.withTask(entry));

      care.cutBack();
      assertThat(history.run("1-1")).isPresent();

      now = now.plusSeconds(60);
      care.cutBack();
      assertThat(history.run("1-1")).isEmpty();
      assertThat(history.run("1-2")).isPresent();
    }
  }

  @Test
  void leavesTheHistoryToTheLeader() throws Exception {
    leads = false;
    try (var history = history()) {
      var entry = Images.entry(1, Images.keeping("once", new HistorySpec(1, null, null)));
      var gone = Images.entry(2, Images.draft("gone")).task();
      history.write(
          List.of(
              ended(gone, "2-1", OLD),
              ended(entry.task(), "1-1", now),
              ended(entry.task(), "1-2", now)),
          List.of());
      var care = care(history, ClusterImage.EMPTY.withTask(entry));

      for (var round = 0; round < 3; round++) {
        care.remove();
        care.cutBack();
        now = now.plus(HistoryCare.KEPT);
      }

      assertThat(history.run("2-1")).isPresent();
      assertThat(history.run("1-1")).isPresent();
    }
  }

  private SqlHistory history() {
    return SqlHistory.open(
        new DatabaseSettings("jdbc:sqlite:" + folder.resolve("crawlkeeper.db"), "", ""));
  }

  private static RunRow ended(Task task, String id, Instant at) {
    var run =
        Run.queued(id, task, Run.Cause.TICK, at, at)
            .started("w.1", at)
            .ended(Ended.CANCELLED, "asked for", at);
    return new RunRow(run, 1);
  }

  private HistoryCare care(SqlHistory history, ClusterImage image) {
    return new HistoryCare(
        history, new StandingView(image), new StandingLeader(() -> leads), () -> now);
  }
}
