package io.crawlkeeper.history;

import static io.crawlkeeper.history.Rows.NOW;
import static io.crawlkeeper.history.Rows.ended;
import static io.crawlkeeper.history.Rows.row;
import static io.crawlkeeper.history.Rows.tick;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import io.crawlkeeper.clock.WrongClock;
import io.crawlkeeper.model.RunPlan;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CancellationException;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Executors;
import org.junit.jupiter.api.Test;

class HistoryWriterTest {

  private static final RunPlan.History PLAN = new RunPlan.History(1, 2, Duration.ofDays(3));

  private final FailingHistory history = new FailingHistory();
  private Instant now = NOW;
  private final HistoryWriter writer = new HistoryWriter(history, () -> now);

  @Test
  void writesWhatWaitsInOneGroup() {
    var first = write(1);
    var second = writer.write(List.of(row(ended(7, 2), 1)), List.of(tick(7, 2)));
    assertThat(writer.waiting()).isEqualTo(3);

    assertThat(writer.step()).isTrue();

    assertThat(history.groups()).containsExactly(List.of("7-1", "7-2"));
    assertThat(history.ticks()).containsExactly(tick(7, 2));
    assertThat(first).isCompleted();
    assertThat(second).isCompleted();
    assertThat(writer.waiting()).isZero();
    assertThat(writer.step()).isFalse();
  }

  @Test
  void aGroupHasAtMostFiveHundredRows() {
    var last = new CompletableFuture<Void>();
    for (var i = 0; i < 1_100; i++) {
      last = write(i);
    }

    steps();

    assertThat(history.groups()).extracting(List::size).containsExactly(500, 500, 100);
    assertThat(last).isCompleted();
  }

  @Test
  void whatIsSubmittedTogetherIsWrittenTogether() {
    var rows = new ArrayList<History.RunRow>();
    for (var i = 0; i < 700; i++) {
      rows.add(row(ended(7, i), 1));
    }
    var _ = write(1_000);
    var _ = writer.write(rows, List.of());

    steps();

    assertThat(history.groups()).extracting(List::size).containsExactly(1, 700);
  }

  @Test
  void waitsForADatabaseThatIsAway() {
    history.away(true);
    var first = write(1);

    assertThat(writer.step()).isFalse();
    assertThat(writer.step()).isFalse();
    assertThat(writer.away()).isTrue();
    assertThat(first).isNotDone();
    assertThat(writer.waiting()).isEqualTo(1);

    var second = write(2);
    history.away(false);
    steps();

    assertThat(writer.away()).isFalse();
    assertThat(history.runs()).containsExactly("7-1", "7-2");
    assertThat(first).isCompleted();
    assertThat(second).isCompleted();
  }

  @Test
  void asksLessAndLessOftenUpToFiveSeconds() {
    assertThat(List.of(1, 2, 3, 6, 7, 1_000_000))
        .extracting(HistoryWriter::pause)
        .extracting(Duration::toMillis)
        .containsExactly(100L, 200L, 400L, 3_200L, 5_000L, 5_000L);
  }

  @Test
  void oneThatIsRefusedDoesNotKeepOthersBack() {
    history.refuse("7-2");
    var first = write(1);
    var refused = write(2);
    var third = write(3);

    steps();

    assertThat(first).isCompleted();
    assertThat(third).isCompleted();
    assertThat(refused).isCompletedExceptionally();
    assertThat(history.runs()).containsExactly("7-1", "7-3");
    assertThat(writer.waiting()).isZero();

    var _ = write(4);
    var _ = write(5);
    steps();
    assertThat(history.groups()).endsWith(List.of("7-4", "7-5"));
  }

  @Test
  void cutsBackATaskOnceInTenMinutes() {
    writer.retainSoon(7, new RunPlan.History(9, 9, Duration.ofDays(9)));
    writer.retainSoon(7, PLAN);
    writer.retainSoon(8, PLAN);
    steps();
    assertThat(history.retained()).containsExactly("7 to 1", "8 to 1");

    writer.retainSoon(7, PLAN);
    now = now.plusSeconds(599);
    steps();
    assertThat(history.retained()).hasSize(2);

    now = now.plusSeconds(1);
    steps();
    assertThat(history.retained()).containsExactly("7 to 1", "8 to 1", "7 to 1");
  }

  @Test
  void writesBeforeItCutsBack() {
    writer.retainSoon(7, PLAN);
    var written = write(1);

    writer.step();

    assertThat(written).isCompleted();
    assertThat(history.retained()).isEmpty();
    steps();
    assertThat(history.retained()).hasSize(1);
  }

  @Test
  void cutsBackByNoClockThatJumpsAhead() {
    var clock = new WrongClock(NOW);
    var trusting = new HistoryWriter(history, clock.trusted());
    clock.ahead(Duration.ofDays(91));
    trusting.retainSoon(7, PLAN);
    assertThat(trusting.step()).isTrue();

    assertThat(history.retainedAt()).containsExactly(NOW);
  }

  @Test
  void cutsBackLaterIfTheDatabaseIsAway() {
    history.away(true);
    writer.retainSoon(7, PLAN);
    assertThat(writer.step()).isFalse();
    assertThat(writer.away()).isTrue();

    history.away(false);
    steps();

    assertThat(history.retained()).hasSize(1);
    assertThat(writer.away()).isFalse();
  }

  @Test
  void cutsBackAlsoAfterTheClockJumpedBack() {
    writer.retainSoon(7, PLAN);
    steps();
    now = now.minus(Duration.ofDays(1));

    writer.retainSoon(7, PLAN);
    steps();

    assertThat(history.retained()).hasSize(2);
  }

  @Test
  void itsThreadKeepsTheOrderOfSubmissionThroughAnOutage() {
    writer.start();
    history.away(true);
    var last = new CompletableFuture<Void>();
    for (var i = 0; i < 2_000; i++) {
      last = write(i);
    }
    await().until(writer::away);

    history.away(false);

    await().until(last::isDone);
    assertThat(history.runs()).hasSize(2_000);
    for (var i = 0; i < 2_000; i++) {
      assertThat(history.runs().get(i)).isEqualTo("7-" + i);
    }
    writer.close();
  }

  @Test
  void takesRowsFromManyThreads() {
    writer.start();
    try (var threads = Executors.newFixedThreadPool(4)) {
      for (var i = 0; i < 400; i++) {
        var n = i;
        threads.execute(() -> write(n).join());
      }
    }

    assertThat(history.runs()).hasSize(400).doesNotHaveDuplicates();
    writer.close();
  }

  @Test
  void writesWhatWaitsBeforeItCloses() {
    var first = write(1);
    writer.start();

    writer.close();

    assertThat(first).isCompleted();
    assertThatThrownBy(() -> write(2).join()).isInstanceOf(CancellationException.class);
  }

  @Test
  void closesAlsoWhileTheDatabaseIsAway() {
    history.away(true);
    writer.start();
    var first = write(1);
    await().until(writer::away);

    writer.close();

    assertThatThrownBy(first::join).isInstanceOf(CancellationException.class);
    assertThat(writer.waiting()).isZero();
  }

  private CompletableFuture<Void> write(int n) {
    return writer.write(List.of(row(ended(7, n), 1)), List.of());
  }

  private void steps() {
    var more = true;
    while (more) {
      more = writer.step();
    }
  }
}
