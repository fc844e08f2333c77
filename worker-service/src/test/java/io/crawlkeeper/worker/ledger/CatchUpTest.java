package io.crawlkeeper.worker.ledger;

import static java.util.Objects.requireNonNull;
import static org.assertj.core.api.Assertions.assertThat;

import io.crawlkeeper.model.RunState.Ended;
import io.crawlkeeper.model.RunState.Live;
import io.crawlkeeper.model.ScheduleBuilder;
import io.crawlkeeper.model.ScheduleSpec;
import io.crawlkeeper.model.ScheduleSpec.CatchUpSpec;
import io.crawlkeeper.model.ScheduleSpec.Misfire;
import io.crawlkeeper.model.ScheduleSpec.Overlap;
import io.crawlkeeper.model.Task;
import io.crawlkeeper.model.Task.Since;
import io.crawlkeeper.model.Task.Since.Cause;
import io.crawlkeeper.model.Tick;
import io.crawlkeeper.model.Tick.Outcome;
import io.crawlkeeper.model.Tick.Reason;
import io.crawlkeeper.worker.Tasks;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** What becomes of ticks that were missed, and of those that come due meanwhile. */
class CatchUpTest {

  private static final Instant START = Tasks.START;
  private static final Duration MINUTE = Duration.ofMinutes(1);
  private static final Duration HOUR = Duration.ofHours(1);
  private static final Duration LENGTH = Duration.ofHours(6);

  /** Runs take longer than the period, so that some ticks are skipped even in good times. */
  @ParameterizedTest
  @EnumSource
  void recoversFromAnOutageThoughRunsTakeLongerThanThePeriod(Overlap overlap) {
    var play = new Play(overlap, Duration.ofSeconds(90)).withoutOwner(600, 900);
    play.pass();

    assertThat(play.missed()).hasSize(4);
    if (overlap == Overlap.ALLOW) {
      assertThat(play.outcomes()).doesNotContain(Outcome.SKIPPED);
    }
    assertThat(play.reasons(play.missed())).isEmpty();
    assertThat(play.lagAfter(HOUR)).isLessThanOrEqualTo(MINUTE);
    assertThat(play.records.stream().map(Tick::reason).filter(Objects::nonNull))
        .allMatch(Reason.OVERLAP::equals);
    assertThat(play.ticksRecorded()).isEqualTo(LENGTH.toMinutes());
  }

  /** A second outage, while the first is still caught up, is caught up as well. */
  @Test
  void catchesUpWhatIsMissedWhileItCatchesUp() {
    var play =
        new Play(Overlap.SKIP, Duration.ofSeconds(90))
            .withoutOwner(600, 900)
            .withoutOwner(1020, 1500);
    play.pass();

    assertThat(play.reasons(play.missed())).isEmpty();
    assertThat(play.lagAfter(HOUR)).isLessThanOrEqualTo(MINUTE);
    assertThat(play.ticksRecorded()).isEqualTo(LENGTH.toMinutes());
  }

  @Test
  void saysHowFarTheBacklogGoesUntilTheCursorHasPassedIt() {
    var scene = Scene.of(task(Duration.ofHours(1), Overlap.SKIP, null));
    scene.at(Duration.ofMinutes(150)).decide();

    assertThat(requireNonNull(scene.ledger().backlog()).until())
        .isEqualTo(START.plus(Duration.ofHours(2)));

    scene.at(Duration.ofMinutes(170));
    for (var run = 1; run <= 2; run++) {
      scene.end("7-" + run, Ended.SUCCEEDED);
      scene.decide();
    }

    assertThat(scene.ledger().cursor()).isEqualTo(START.plus(Duration.ofHours(2)));
    assertThat(scene.ledger().backlog()).isNull();
  }

  @Test
  void wakesInTimeToNoticeTicksThatComeDueMeanwhile() {
    var scene = Scene.of(task(Duration.ofHours(1), Overlap.SKIP, null));
    scene.at(Duration.ofMinutes(150)).decide();

    assertThat(scene.decide().wake()).isEqualTo(START.plus(HOUR.multipliedBy(3)).plusSeconds(30));

    scene.at(HOUR.multipliedBy(3).plusSeconds(30)).decide();
    assertThat(scene.decide().wake()).isEqualTo(START.plus(HOUR.multipliedBy(4)).plusSeconds(30));
  }

  @Test
  void replacesNothingByATickThatIsNoLongerFresh() {
    var scene = Scene.of(task(HOUR, Overlap.REPLACE, null));
    scene.at(Duration.ofMinutes(90)).decide(); // 0:00 is run, 1:00 waits.
    scene.at(Duration.ofHours(2)).decide();
    scene.at(Duration.ofMinutes(150));
    scene.end("7-1", Ended.SUCCEEDED);
    scene.decide();

    assertThat(scene.live()).extracting(run -> run.id()).containsExactly("7-2");
    assertThat(scene.live().getFirst().is(Live.RUNNING)).isTrue();
    assertThat(scene.ticks().getLast().time()).isEqualTo(START.plus(HOUR.multipliedBy(2)));
    assertThat(scene.ticks().getLast().reason()).isEqualTo(Reason.OVERLAP);

    assertThat(scene.at(HOUR.multipliedBy(3)).decide().stops()).containsOnlyKeys("7-2");
  }

  @Test
  void judgesWeeksOfSecondsThatCameDueMeanwhileAtOnce() {
    var scene = Scene.of(task(Duration.ofSeconds(1), Overlap.SKIP, null));
    scene.at(Duration.ofSeconds(100)).decide();
    for (var half = 1; half < 1000; half++) {
      scene.at(Duration.ofSeconds(100 + half * 30)).decide();
    }
    assertThat(scene.ticks()).extracting(Tick::outcome).containsExactly(Outcome.CAUGHT_UP);

    for (var run = 1; run <= 100; run++) {
      scene.record();
      scene.end("7-" + run, Ended.SUCCEEDED);
      scene.decide();
    }
    assertThat(scene.ledger().cursor()).isEqualTo(scene.now);
    assertThat(scene.ledger().tick()).isLessThan(110);
  }

  @Test
  void forgetsTheBacklogWhereMissedTicksAreNoLongerAllWanted() {
    var scene = Scene.of(task(HOUR, Overlap.SKIP, null));
    scene.at(Duration.ofMinutes(270)).decide();
    assertThat(scene.ledger().backlog()).isNotNull();

    scene.schedule(ScheduleBuilder.every(HOUR).build(), new Since(START, Cause.CREATED));
    scene.decide();

    assertThat(scene.ledger().backlog()).isNull();
    assertThat(scene.ledger().cursor()).isEqualTo(START.plus(HOUR.multipliedBy(4)));
  }

  /** Both rules take a tick that is exactly as old as the window. */
  @ParameterizedTest
  @EnumSource(
      value = Misfire.class,
      names = {"ONCE", "ALL"})
  void catchesUpATickThatIsExactlyAsOldAsTheWindow(Misfire misfire) {
    for (var late : List.of(Duration.ZERO, Duration.ofNanos(1))) {
      var window = new CatchUpSpec(Duration.ofMinutes(30), null);
      var scene = Scene.of(Tasks.task("t", 7, schedule(HOUR, Overlap.SKIP, misfire, window), null));
      scene.at(Duration.ofMinutes(30).plus(late)).decide();

      var tick = scene.ticks().getFirst();
      assertThat(tick.outcome()).isEqualTo(late.isZero() ? Outcome.CAUGHT_UP : Outcome.SKIPPED);
      assertThat(tick.reason()).isEqualTo(late.isZero() ? null : Reason.CATCH_UP_WINDOW);
    }
  }

  private static Task task(Duration every, Overlap overlap, @Nullable CatchUpSpec catchUp) {
    return Tasks.task("t", 7, schedule(every, overlap, Misfire.ALL, catchUp), null);
  }

  private static ScheduleSpec schedule(
      Duration every, Overlap overlap, Misfire misfire, @Nullable CatchUpSpec catchUp) {
    return ScheduleBuilder.every(every).overlap(overlap).misfire(misfire).catchUp(catchUp).build();
  }

  /** A schedule of every minute, played out second by second. */
  private static final class Play {

    private final Scene scene;
    private final Duration takes;
    private final List<int[]> outages = new ArrayList<>();
    private final Map<String, Instant> ends = new HashMap<>();
    private final Map<Integer, Duration> lags = new HashMap<>();
    private final List<Tick> records = new ArrayList<>();

    Play(Overlap overlap, Duration takes) {
      this.scene = Scene.of(task(MINUTE, overlap, null));
      this.takes = takes;
    }

    Play withoutOwner(int from, int until) {
      outages.add(new int[] {from, until});
      return this;
    }

    void pass() {
      for (var second = 0; second < LENGTH.toSeconds(); second++) {
        if (!away(second)) {
          scene.at(Duration.ofSeconds(second)).decide();
          endRuns();
          record();
          lags.put(second, Duration.between(requireNonNull(scene.ledger().cursor()), scene.now));
        }
      }
    }

    private boolean away(int second) {
      return outages.stream().anyMatch(one -> second > one[0] && second < one[1]);
    }

    private void endRuns() {
      for (var run : scene.live()) {
        if (run.is(Live.RUNNING)) {
          var end = ends.computeIfAbsent(run.id(), _ -> scene.now.plus(takes));
          if (!scene.now.isBefore(end)) {
            scene.end(run.id(), Ended.SUCCEEDED);
          }
        }
      }
      var stops = scene.decide().stops();
      stops.keySet().forEach(run -> scene.over(run, null));
      scene.decide();
    }

    private void record() {
      var known = records.isEmpty() ? 0 : records.getLast().number();
      scene.ticks().stream().filter(tick -> tick.number() > known).forEach(records::add);
      scene.record();
    }

    /** Times of ticks that came due while there was no owner. */
    List<Instant> missed() {
      var times = new ArrayList<Instant>();
      for (var second = 0; second < LENGTH.toSeconds(); second += 60) {
        var due = second;
        if (outages.stream().anyMatch(one -> due > one[0] && due < one[1])) {
          times.add(START.plusSeconds(second));
        }
      }
      return times;
    }

    List<Outcome> outcomes() {
      return records.stream().map(Tick::outcome).toList();
    }

    /** Why those ticks were skipped. */
    List<Reason> reasons(List<Instant> times) {
      return records.stream()
          .filter(tick -> tick.reason() != null)
          .filter(tick -> times.stream().anyMatch(time -> covers(tick, time)))
          .map(Tick::reason)
          .toList();
    }

    private static boolean covers(Tick tick, Instant time) {
      var until = tick.until() == null ? tick.time() : tick.until();
      return !time.isBefore(tick.time()) && !time.isAfter(until);
    }

    Duration lagAfter(Duration time) {
      return lags.entrySet().stream()
          .filter(one -> one.getKey() > time.toSeconds())
          .map(Map.Entry::getValue)
          .max(Duration::compareTo)
          .orElseThrow();
    }

    long ticksRecorded() {
      return records.stream().mapToLong(Tick::count).sum();
    }
  }
}
