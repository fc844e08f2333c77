package io.crawlkeeper.history;

import static io.crawlkeeper.history.Rows.ANY;
import static io.crawlkeeper.history.Rows.NOW;
import static io.crawlkeeper.history.Rows.by;
import static io.crawlkeeper.history.Rows.ended;
import static io.crawlkeeper.history.Rows.ofTask;
import static io.crawlkeeper.history.Rows.row;
import static io.crawlkeeper.history.Rows.run;
import static io.crawlkeeper.history.Rows.running;
import static io.crawlkeeper.history.Rows.tick;
import static io.crawlkeeper.history.Rows.ticksOf;
import static org.assertj.core.api.Assertions.assertThat;

import io.crawlkeeper.history.History.HistoryAwayException;
import io.crawlkeeper.history.History.Place;
import io.crawlkeeper.history.History.RunQuery;
import io.crawlkeeper.history.History.TickQuery;
import io.crawlkeeper.history.History.TickRow;
import io.crawlkeeper.model.Progress;
import io.crawlkeeper.model.Run;
import io.crawlkeeper.model.Run.Cause;
import io.crawlkeeper.model.RunBuilder;
import io.crawlkeeper.model.RunState;
import io.crawlkeeper.model.RunState.Ended;
import io.crawlkeeper.model.RunState.Live;
import io.crawlkeeper.model.TaskBuilder;
import io.crawlkeeper.model.Tick;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

/** What every history does. */
public abstract class HistoryContract extends RetentionContract {

  @Test
  void givesBackARunAsItWas() throws HistoryAwayException {
    var task = TaskBuilder.of("täsk-✓", Long.MAX_VALUE).generation(9).build();
    var full =
        RunBuilder.from(Run.queued("7-r3", task, Cause.BACKFILL, NOW.minusSeconds(86_400), NOW))
            .attempt(3)
            .failures(2)
            .state(Ended.TIMED_OUT)
            .worker("worker-1.a1")
            .startTime(NOW.plusMillis(1))
            .endTime(NOW.plusMillis(2))
            .nextTime(NOW.plusMillis(3))
            .progress(new Progress(Long.MAX_VALUE, 1, 2, 3, 0.1))
            .output("out/7-r3")
            .reason("said 'no'; \"quoted\"\nand 🕸")
            .build();
    var bare = Run.queued("7-1", TaskBuilder.of("t", 7).build(), Cause.REQUEST, null, NOW);

    history().write(List.of(row(full, 1), row(bare, 1)), List.of());

    assertThat(history().run("7-r3")).contains(full);
    assertThat(history().run("7-1")).contains(bare);
    assertThat(history().run("7-2")).isEmpty();
  }

  @Test
  void givesBackEveryStateOfARun() throws HistoryAwayException {
    var states = RunState.all();
    for (var i = 0; i < states.size(); i++) {
      history().write(List.of(row(run(7, i, states.get(i)), 1)), List.of());
    }

    for (var i = 0; i < states.size(); i++) {
      assertThat(history().run("7-" + i)).contains(run(7, i, states.get(i)));
    }
  }

  @Test
  void givesBackATickAsItWas() throws HistoryAwayException {
    var skipped =
        new TickRow(
            "t",
            7,
            new Tick(
                2,
                NOW,
                NOW.plusSeconds(60),
                61,
                Tick.Outcome.SKIPPED,
                Tick.Reason.CATCH_UP_MAX,
                null,
                NOW.plusSeconds(90)));

    history().write(List.of(), List.of(tick(7, 1), skipped));

    assertThat(history().ticks(ticksOf(7, 10))).containsExactly(skipped, tick(7, 1));
  }

  @Test
  void takesWhatNoDatabaseLikes() throws HistoryAwayException {
    var odd = Rows.saying("a\0b", running(7, 1).at(new Progress(0, 0, 0, 0, Double.NaN)));

    history().write(List.of(row(odd, 1)), List.of());

    var read = history().run("7-1").orElseThrow();
    assertThat(read.reason()).isEqualTo("a\uFFFDb");
    assertThat(read.progress().pagesPerSecond()).isZero();
  }

  @Test
  void aRowOfAGreaterTokenReplacesTheOne() throws HistoryAwayException {
    history().write(List.of(row(running(7, 1), 4)), List.of());
    history().write(List.of(row(ended(7, 1), 5)), List.of());

    assertThat(history().run("7-1")).contains(ended(7, 1));
  }

  @Test
  void whatASupersededAttemptWritesLateIsRefused() throws HistoryAwayException {
    var successor = by("worker-2.b2", ended(7, 1));
    var zombie = by("worker-1.a1", run(7, 1, Ended.FAILED));
    history().write(List.of(row(successor, 9)), List.of());

    history().write(List.of(row(zombie, 8)), List.of());

    assertThat(history().run("7-1")).contains(successor);
  }

  @Test
  void ofTheSameTokenTheFirstRowStays() throws HistoryAwayException {
    history().write(List.of(row(ended(7, 1), 5)), List.of());

    history().write(List.of(row(ended(7, 1), 5)), List.of());
    history().write(List.of(row(run(7, 1, Ended.FAILED), 5)), List.of());

    assertThat(history().run("7-1")).contains(ended(7, 1));
    assertThat(history().runs(ANY)).hasSize(1);
  }

  @Test
  void ofOneRunTwiceInAGroupTheGreaterTokenCounts() throws HistoryAwayException {
    history()
        .write(
            List.of(
                row(running(7, 1), 4),
                row(ended(7, 1), 5),
                row(ended(7, 2), 5),
                row(running(7, 2), 4)),
            List.of());

    assertThat(history().runs(ANY)).containsExactly(ended(7, 2), ended(7, 1));
  }

  @Test
  void aTickIsRecordedOnce() throws HistoryAwayException {
    history().write(List.of(), List.of(tick(7, 1)));

    history().write(List.of(), List.of(tick(7, 1), tick(7, 2), tick(7, 2)));
    history().write(List.of(), List.of(tick(7, 1, Tick.Outcome.LATE)));

    assertThat(history().ticks(ticksOf(7, 10))).containsExactly(tick(7, 2), tick(7, 1));
  }

  @Test
  void findsRunsByTaskStateAndWorker() throws HistoryAwayException {
    var one = by("worker-1.a1", ended(7, 1));
    var two = by("worker-1.b2", running(7, 2));
    var three = by("worker-2.c3", run(8, 3, Ended.FAILED));
    var four = by("worker-10.d4", ended(8, 4));
    write(one, two, three, four);

    assertThat(history().runs(ANY)).containsExactly(four, three, two, one);
    assertThat(history().runs(ofTask(8, 10))).containsExactly(four, three);
    assertThat(ask(null, Live.RUNNING, null)).containsExactly(two);
    assertThat(ask(null, Ended.SUCCEEDED, null)).containsExactly(four, one);
    assertThat(ask(null, null, "worker-1")).containsExactly(two, one);
    assertThat(ask(null, null, "worker-1.a1")).containsExactly(one);
    assertThat(ask(null, null, "worker-1.zz")).isEmpty();
    assertThat(ask(7L, Ended.SUCCEEDED, "worker-1")).containsExactly(one);
    assertThat(ask(8L, Live.RUNNING, null)).isEmpty();
  }

  @Test
  void findsRunsByTime() throws HistoryAwayException {
    write(ended(7, 1), ended(7, 2), ended(8, 3));

    assertThat(between(NOW.plusSeconds(2), null)).containsExactly(ended(8, 3), ended(7, 2));
    assertThat(between(null, NOW.plusSeconds(2))).containsExactly(ended(7, 1));
    assertThat(between(NOW.plusSeconds(2), NOW.plusSeconds(3))).containsExactly(ended(7, 2));
    assertThat(between(NOW.plusSeconds(2).plusNanos(1), null)).containsExactly(ended(8, 3));
    assertThat(between(Instant.MIN, Instant.MAX)).hasSize(3);
  }

  @Test
  void findsTicksByOutcomeAndTime() throws HistoryAwayException {
    var late = tick(7, 2, Tick.Outcome.LATE);
    history().write(List.of(), List.of(tick(7, 1), late, tick(7, 3), tick(8, 1)));

    assertThat(history().ticks(new TickQuery(7, Tick.Outcome.LATE, null, null, null, 10)))
        .containsExactly(late);
    assertThat(
            history()
                .ticks(new TickQuery(7, null, NOW.plusSeconds(1), NOW.plusSeconds(3), null, 10)))
        .containsExactly(late, tick(7, 1));
    assertThat(history().ticks(ticksOf(9, 10))).isEmpty();
  }

  @Test
  void pagesThroughThousandsOfRuns() throws HistoryAwayException {
    // Always four are of the same time, and their ids sort otherwise than their numbers.
    var runs =
        IntStream.range(0, 3_000)
            .mapToObj(i -> row(Rows.named("r" + i, ended(i % 3, i / 4)), 1))
            .toList();
    history().write(runs, List.of());

    assertThat(pages(null, 700))
        .hasSize(3_000)
        .doesNotHaveDuplicates()
        .isSortedAccordingTo(
            (one, other) -> {
              var byTime = other.createTime().compareTo(one.createTime());
              return byTime == 0 ? other.id().compareTo(one.id()) : byTime;
            });
    assertThat(pages(2L, 300)).hasSize(1_000).doesNotHaveDuplicates();
  }

  @Test
  void pagesThroughThousandsOfTicks() throws HistoryAwayException {
    var ticks = IntStream.rangeClosed(1, 2_500).mapToObj(i -> tick(7, i)).toList();
    history().write(List.of(), ticks);

    var read = new ArrayList<TickRow>();
    for (Long before = null; ; before = read.getLast().tick().number()) {
      var page = history().ticks(new TickQuery(7, null, null, null, before, 400));
      if (page.isEmpty()) {
        break;
      }
      read.addAll(page);
    }

    assertThat(read.reversed()).isEqualTo(ticks);
  }

  @Test
  void findsTheRunsOfAllTasksOfAName() throws HistoryAwayException {
    write(ended(7, 1), ended(8, 2), ended(7, 3));
    var name = ended(7, 1).task();

    assertThat(history().runs(new RunQuery(null, name, null, null, null, null, null, 10)))
        .extracting(Run::task)
        .isNotEmpty()
        .containsOnly(name);
    assertThat(history().runs(new RunQuery(null, name + "x", null, null, null, null, null, 10)))
        .isEmpty();
  }

  @Test
  void goesOnAfterARunThatIsGone() throws HistoryAwayException {
    write(ended(7, 1), ended(7, 3));
    var gone = ended(7, 2);

    assertThat(
            history().runs(new RunQuery(null, null, null, null, null, null, Rows.place(gone), 10)))
        .containsExactly(ended(7, 1));
  }

  private List<Run> ask(@Nullable Long task, @Nullable RunState state, @Nullable String worker)
      throws HistoryAwayException {
    return history().runs(new RunQuery(task, null, state, worker, null, null, null, 10));
  }

  private List<Run> between(@Nullable Instant from, @Nullable Instant to)
      throws HistoryAwayException {
    return history().runs(new RunQuery(null, null, null, null, from, to, null, 10));
  }

  private List<Run> pages(@Nullable Long task, int limit) throws HistoryAwayException {
    var read = new ArrayList<Run>();
    for (Place after = null; ; after = Rows.place(read.getLast())) {
      var page = history().runs(new RunQuery(task, null, null, null, null, null, after, limit));
      if (page.isEmpty()) {
        return read;
      }
      read.addAll(page);
    }
  }
}
