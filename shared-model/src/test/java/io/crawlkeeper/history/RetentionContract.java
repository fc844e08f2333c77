package io.crawlkeeper.history;

import static io.crawlkeeper.history.Rows.ANY;
import static io.crawlkeeper.history.Rows.NOW;
import static io.crawlkeeper.history.Rows.ended;
import static io.crawlkeeper.history.Rows.ofTask;
import static io.crawlkeeper.history.Rows.row;
import static io.crawlkeeper.history.Rows.run;
import static io.crawlkeeper.history.Rows.running;
import static io.crawlkeeper.history.Rows.tick;
import static io.crawlkeeper.history.Rows.ticksOf;
import static org.assertj.core.api.Assertions.assertThat;

import io.crawlkeeper.history.History.HistoryAwayException;
import io.crawlkeeper.history.History.RunRow;
import io.crawlkeeper.model.Run;
import io.crawlkeeper.model.RunPlan;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/** For how long every history keeps what. */
public abstract class RetentionContract {

  private static final Duration KEPT = Duration.ofDays(30);

  /** The same for the whole of a test, and empty at its begin. */
  protected abstract History history();

  @Test
  void keepsTheNewestRunsAndTicksOfATask() throws HistoryAwayException {
    write(
        IntStream.rangeClosed(1, 700)
            .mapToObj(i -> i == 5 ? running(7, i) : ended(7, i))
            .toArray(Run[]::new));
    write(ended(8, 1));
    history().write(List.of(), IntStream.rangeClosed(1, 700).mapToObj(i -> tick(7, i)).toList());
    history().write(List.of(), List.of(tick(8, 1)));

    history().retain(7, new RunPlan.History(2, 3, Duration.ofDays(90)), NOW);

    assertThat(history().runs(ofTask(7, 10)))
        .containsExactly(ended(7, 700), ended(7, 699), running(7, 5));
    assertThat(history().ticks(ticksOf(7, 10)))
        .containsExactly(tick(7, 700), tick(7, 699), tick(7, 698));
    assertThat(history().runs(ofTask(8, 10))).hasSize(1);
    assertThat(history().ticks(ticksOf(8, 10))).hasSize(1);
  }

  @Test
  void removesWhatIsOlderThanTheTaskKeeps() throws HistoryAwayException {
    write(ended(7, 1), running(7, 2), ended(7, 60), ended(8, 1));
    history().write(List.of(), List.of(tick(7, 1), tick(7, 60), tick(8, 1)));

    history().retain(7, new RunPlan.History(100, 100, Duration.ofSeconds(60)), NOW.plusSeconds(90));

    assertThat(history().runs(ofTask(7, 10))).containsExactly(ended(7, 60), running(7, 2));
    assertThat(history().ticks(ticksOf(7, 10))).containsExactly(tick(7, 60));
    assertThat(history().runs(ofTask(8, 10))).hasSize(1);
    assertThat(history().ticks(ticksOf(8, 10))).hasSize(1);
  }

  @Test
  void saysWhetherThereIsMoreToRemove() throws HistoryAwayException {
    history().write(List.of(), IntStream.rangeClosed(1, 5_400).mapToObj(i -> tick(7, i)).toList());
    var plan = new RunPlan.History(100, 100, Duration.ofDays(90));

    assertThat(history().retain(7, plan, NOW)).isTrue();
    assertThat(history().retain(7, plan, NOW)).isFalse();

    assertThat(history().ticks(ticksOf(7, 1_000))).hasSize(100);
  }

  @Test
  void keepsAllOfATaskForAWhileAfterItWasFoundGone() throws HistoryAwayException {
    write(IntStream.rangeClosed(1, 700).mapToObj(i -> ended(7, i)).toArray(Run[]::new));
    write(ended(8, 1), running(9, 1), ended(9, 60));
    history().write(List.of(), List.of(tick(7, 1), tick(8, 1), tick(9, 1), tick(11, 1)));
    var late = NOW.plus(Duration.ofDays(900)); // All rows are old.

    history().retainOnly(List.of(8L, 9L), late, KEPT);
    history().retainOnly(List.of(8L), late.plus(KEPT), KEPT);
    assertThat(history().runs(ofTask(7, 1_000))).hasSize(700);
    assertThat(history().ticks(ticksOf(11, 10))).hasSize(1);

    history().retainOnly(List.of(8L), late.plus(KEPT).plusMillis(1), KEPT);
    assertThat(history().runs(ANY)).containsExactly(ended(9, 60), running(9, 1), ended(8, 1));
    for (var gone : List.of(7L, 11L)) {
      assertThat(history().ticks(ticksOf(gone, 10))).isEmpty();
    }
    assertThat(history().ticks(ticksOf(9, 10))).hasSize(1);

    history().retainOnly(List.of(8L), late.plus(KEPT).plus(KEPT).plusMillis(1), KEPT);
    assertThat(history().runs(ANY)).containsExactly(ended(8, 1));
    assertThat(history().ticks(ticksOf(9, 10))).isEmpty();
    assertThat(history().ticks(ticksOf(8, 10))).hasSize(1);
  }

  @Test
  void keepsATaskThatWasTakenForGoneByMistake() throws HistoryAwayException {
    write(ended(7, 1));

    history().retainOnly(List.of(), NOW, KEPT);
    history().retainOnly(List.of(7L), NOW.plusSeconds(60), KEPT);
    history().retainOnly(List.of(), NOW.plus(KEPT).plusSeconds(1), KEPT);

    assertThat(history().run("7-1")).isPresent();
  }

  @Test
  void keepsWhatIsWrittenLateOfATaskThatIsGone() throws HistoryAwayException {
    write(ended(7, 1));
    history().retainOnly(List.of(), NOW, KEPT);
    history().retainOnly(List.of(), NOW.plus(KEPT).plusMillis(1), KEPT);
    assertThat(history().run("7-1")).isEmpty();
    write(ended(7, 2));

    history().retainOnly(List.of(), NOW.plus(KEPT).plusMillis(2), KEPT);
    assertThat(history().run("7-2")).isPresent();

    history().retainOnly(List.of(), NOW.plus(KEPT).plus(KEPT).plusMillis(3), KEPT);
    assertThat(history().run("7-2")).isEmpty();
  }

  final void write(Run... runs) throws HistoryAwayException {
    var rows = new ArrayList<RunRow>();
    for (var run : runs) {
      rows.add(row(run, 1));
    }
    history().write(rows, List.of());
  }
}
