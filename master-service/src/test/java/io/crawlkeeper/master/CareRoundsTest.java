package io.crawlkeeper.master;

import static org.assertj.core.api.Assertions.assertThat;

import io.crawlkeeper.master.cluster.TaskEntry;
import io.crawlkeeper.model.RunSpec.HistorySpec;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.stream.LongStream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

class CareRoundsTest {

  private final CareRounds rounds = new CareRounds();
  private Instant now = Images.START;

  @Test
  void everyTaskHasItsTurnOnceAnHour() {
    var tasks = LongStream.rangeClosed(1, 5_000).mapToObj(id -> task(id, null)).toList();
    var turns = new ArrayList<TaskEntry>();
    var most = 0;
    for (var minute = 0; minute <= 60; minute++) {
      var due = carry(tasks);
      turns.addAll(due);
      most = Math.max(most, due.size());
      now = now.plusSeconds(60);
    }

    assertThat(Set.copyOf(turns)).hasSize(5_000);
    assertThat(turns).hasSizeLessThan(5_200);
    assertThat(most).isLessThan(200);
  }

  @Test
  void whoKeepsLessThanBeforeIsNextAtOnce() {
    var before = task(7, null);
    assertThat(carry(List.of(before))).isEmpty();

    assertThat(carry(List.of(task(7, 3)))).hasSize(1);
    assertThat(carry(List.of(task(7, 3)))).isEmpty();
  }

  @Test
  void whereMoreIsLeftTheTurnComesAgain() {
    var task = task(7, null);
    rounds.done(task, true, now);

    assertThat(carry(List.of(task))).containsExactly(task);
    assertThat(carry(List.of(task))).isEmpty();
  }

  @Test
  void aClockThatWasAheadDoesNotPutTheTurnOff() {
    var task = task(7, null);
    now = now.plus(Duration.ofDays(91));
    rounds.done(task, false, now);
    now = Images.START;

    assertThat(carry(List.of(task))).containsExactly(task);
    assertThat(carry(List.of(task))).isEmpty();
  }

  private List<TaskEntry> carry(List<TaskEntry> tasks) {
    var due = rounds.due(tasks, now);
    due.forEach(task -> rounds.done(task, false, now));
    return due;
  }

  /**
   * @param runs to keep; null for the default
   */
  private static TaskEntry task(long id, @Nullable Integer runs) {
    return Images.entry(id, Images.keeping("t" + id, new HistorySpec(runs, null, null)));
  }
}
