package io.crawlkeeper.master;

import static org.assertj.core.api.Assertions.assertThat;

import io.crawlkeeper.history.History.RunRow;
import io.crawlkeeper.master.cluster.ClusterImage;
import io.crawlkeeper.master.cluster.ClusterView;
import io.crawlkeeper.master.leader.Leader;
import io.crawlkeeper.master.leader.Reply;
import io.crawlkeeper.master.leader.Request;
import io.crawlkeeper.model.Leadership;
import io.crawlkeeper.model.Run;
import io.crawlkeeper.model.RunState.Ended;
import io.crawlkeeper.model.Task;
import io.crawlkeeper.settings.DatabaseSettings;
import io.crawlkeeper.sql.SqlHistory;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class HistoryCareTest {

  private static final Instant NOW = Images.START.plus(Duration.ofDays(31));

  @TempDir Path folder;
  private boolean leads = true;

  @Test
  void removesOnlyTheOldHistoryOfTasksThatAreGone() throws Exception {
    try (var history = history()) {
      var kept = Images.entry(1, Images.draft("kept")).task();
      var gone = Images.entry(2, Images.draft("gone")).task();
      history.write(
          List.of(
              ended(kept, "1-1", Images.START),
              ended(gone, "2-1", Images.START),
              ended(gone, "2-2", NOW)),
          List.of());

      care(history, new Images().task("kept", 1, Map.of(), "").image()).remove();

      assertThat(history.run("1-1")).isPresent();
      assertThat(history.run("2-1")).isEmpty();
      assertThat(history.run("2-2")).isPresent();
    }
  }

  @Test
  void leavesTheHistoryToTheLeader() throws Exception {
    leads = false;
    try (var history = history()) {
      var gone = Images.entry(2, Images.draft("gone")).task();
      history.write(List.of(ended(gone, "2-1", Images.START)), List.of());

      care(history, ClusterImage.EMPTY).remove();

      assertThat(history.run("2-1")).isPresent();
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
    return new HistoryCare(history, new View(image), new Leading(), () -> NOW);
  }

  private final class Leading implements Leader {
    @Override
    public boolean leading() {
      return leads;
    }

    @Override
    public CompletableFuture<Reply> submit(Request request) {
      return CompletableFuture.completedFuture(new Reply.NotLeading());
    }
  }

  private record View(ClusterImage image) implements ClusterView {
    @Override
    public Optional<Leadership> leader() {
      return Optional.empty();
    }

    @Override
    public List<String> masters() {
      return List.of();
    }

    @Override
    public long epoch() {
      return 1;
    }

    @Override
    public boolean loaded() {
      return true;
    }

    @Override
    public void refresh(Collection<String> names) {}
  }
}
