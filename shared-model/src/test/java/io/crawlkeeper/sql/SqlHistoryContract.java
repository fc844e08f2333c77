package io.crawlkeeper.sql;

import static io.crawlkeeper.history.Rows.ANY;
import static io.crawlkeeper.history.Rows.NOW;
import static io.crawlkeeper.history.Rows.ended;
import static io.crawlkeeper.history.Rows.ofTask;
import static io.crawlkeeper.history.Rows.row;
import static io.crawlkeeper.history.Rows.run;
import static io.crawlkeeper.history.Rows.tick;
import static io.crawlkeeper.history.Rows.ticksOf;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.crawlkeeper.history.Expired.ExpiredRun;
import io.crawlkeeper.history.History;
import io.crawlkeeper.history.History.HistoryAwayException;
import io.crawlkeeper.history.HistoryContract;
import io.crawlkeeper.model.RunPlan;
import io.crawlkeeper.model.RunState.Ended;
import io.crawlkeeper.settings.DatabaseSettings;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** What a history in SQL does with several processes on one database. */
abstract class SqlHistoryContract extends HistoryContract {

  @SuppressWarnings("NullAway.Init")
  private SqlHistory history;

  /** The same for the whole of a test. */
  abstract DatabaseSettings database();

  /** One more, which nobody has opened yet. */
  abstract DatabaseSettings empty();

  @BeforeEach
  void open() {
    history = SqlHistory.open(database());
  }

  @AfterEach
  void close() {
    history.close();
  }

  @Override
  protected History history() {
    return history;
  }

  @Test
  void isThereAgainWhenOpenedAgain() throws HistoryAwayException {
    history.write(List.of(row(ended(7, 1), 5)), List.of(tick(7, 1)));
    var id = history.databaseId();
    history.close();

    open();

    assertThat(history.runs(ANY)).containsExactly(ended(7, 1));
    assertThat(history.ticks(ticksOf(7, 10))).containsExactly(tick(7, 1));
    assertThat(history.databaseId()).isEqualTo(id);
  }

  @Test
  void pagesThroughForgottenRunsByTime() throws HistoryAwayException {
    history.write(
        List.of(row(ended(7, 1), 1), row(ended(7, 2), 1), row(ended(7, 3), 1)), List.of());
    var _ = history.retain(7, new RunPlan.History(2, 9, Duration.ofDays(9)), NOW.plusSeconds(9));
    var _ = history.retain(7, new RunPlan.History(1, 9, Duration.ofDays(9)), NOW.plusSeconds(8));
    var expired = history.expired();

    var first = expired.runs(null, 1);
    assertThat(first).containsExactly(new ExpiredRun("7-2", "task-7", NOW.plusSeconds(8)));
    assertThat(expired.runs(first.getFirst().place(), 10))
        .containsExactly(new ExpiredRun("7-1", "task-7", NOW.plusSeconds(9)));

    expired.forget(NOW.plusSeconds(9));
    assertThat(expired.runs(null, 10)).extracting(ExpiredRun::run).containsExactly("7-1");
  }

  @Test
  void bothWhoOpenItSeeTheSame() throws HistoryAwayException {
    try (var other = SqlHistory.open(database())) {
      history.write(List.of(row(ended(7, 1), 5)), List.of());

      assertThat(other.runs(ANY)).containsExactly(ended(7, 1));
      assertThat(other.databaseId()).isEqualTo(history.databaseId()).isNotBlank();
    }
  }

  @Test
  void severalWriteAtTheSameTime() throws Exception {
    try (var other = SqlHistory.open(database())) {
      var writers = new ArrayList<Callable<Void>>();
      for (var i = 0; i < 6; i++) {
        var writer = i;
        var mine = i % 2 == 0 ? history : other;
        writers.add(() -> writeAll(mine, writer));
      }

      together(writers);

      // Runs of task 0 were written by all, each time in another order: the greatest token won.
      assertThat(history.runs(ofTask(0, 1_000)))
          .hasSize(50)
          .allMatch(run -> run.is(Ended.SUCCEEDED));
      assertThat(other.ticks(ticksOf(0, 1_000))).hasSize(50);
      for (var task = 1; task <= 6; task++) {
        assertThat(other.runs(ofTask(task, 1_000))).hasSize(500);
        assertThat(history.ticks(ticksOf(task, 1_000))).hasSize(500);
      }
    }
  }

  /** Own rows in groups of 50, and with each group all of the rows that everybody writes. */
  private static Void writeAll(History to, int writer) throws HistoryAwayException {
    var own = writer + 1;
    for (var group = 0; group < 10; group++) {
      var runs = new ArrayList<History.RunRow>();
      var ticks = new ArrayList<History.TickRow>();
      for (var i = 0; i < 50; i++) {
        var shared = writer % 2 == 0 ? i : 49 - i;
        runs.add(row(ended(own, group * 50 + i), 1));
        runs.add(
            row(
                writer == 3 ? ended(0, shared) : run(0, shared, Ended.FAILED),
                writer == 3 ? 9 : 8));
        ticks.add(tick(own, group * 50 + i));
        ticks.add(tick(0, shared));
      }
      to.write(runs, ticks);
    }
    return null;
  }

  static <T> List<T> together(List<Callable<T>> calls)
      throws InterruptedException, ExecutionException {
    try (var threads = Executors.newFixedThreadPool(calls.size())) {
      var results = new ArrayList<T>();
      for (Future<T> done : threads.invokeAll(calls)) {
        results.add(done.get());
      }
      return results;
    }
  }

  @Test
  @SuppressWarnings("NullAway")
  void aGroupIsWrittenAsAWholeOrNotAtAll() throws HistoryAwayException {
    var broken = new History.TickRow(null, 7, tick(7, 1).tick());

    assertThatThrownBy(() -> history.write(List.of(row(ended(7, 1), 1)), List.of(broken)))
        .isInstanceOf(RuntimeException.class);
    assertThat(history.run("7-1")).isEmpty();

    history.write(List.of(row(ended(7, 1), 1)), List.of());
    assertThat(history.run("7-1")).isPresent();
  }

  @Test
  void fourOpenAnEmptyDatabaseAtOnce() throws Exception {
    var settings = empty();
    Callable<SqlHistory> opener = () -> SqlHistory.open(settings);

    var histories = together(List.of(opener, opener, opener, opener));

    var ids = new HashSet<String>();
    for (var one : histories) {
      one.write(List.of(row(ended(7, histories.indexOf(one)), 1)), List.of());
      ids.add(one.databaseId());
    }
    assertThat(ids).hasSize(1).doesNotContain(history.databaseId());
    assertThat(histories.getFirst().runs(ANY)).hasSize(4);
    histories.forEach(SqlHistory::close);
  }
}
