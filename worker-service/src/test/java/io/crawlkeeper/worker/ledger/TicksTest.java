package io.crawlkeeper.worker.ledger;

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
import io.crawlkeeper.model.TaskBuilder;
import io.crawlkeeper.model.Tick;
import io.crawlkeeper.model.Tick.Outcome;
import io.crawlkeeper.model.Tick.Reason;
import io.crawlkeeper.worker.Tasks;
import java.time.Duration;
import java.time.Instant;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

class TicksTest {

  private static final Instant START = Tasks.START;

  @Test
  void firesATaskThatRunsOnceExactlyOnce() {
    var scene = Scene.of(Tasks.once("t", 7));
    scene.decide();
    scene.end("7-1", Ended.SUCCEEDED);
    scene.at(Duration.ofDays(400)).decide();

    assertThat(scene.ticks()).extracting(Tick::outcome).containsExactly(Outcome.FIRED);
    assertThat(scene.ledger().settled(Tasks.once("t", 7))).isTrue();
  }

  @Test
  void waitsForTheStartOfATaskThatRunsOnce() {
    var startAt = START.plusSeconds(60);
    var scene = Scene.of(task(ScheduleBuilder.once().startAt(startAt).build()));

    assertThat(scene.decide().wake()).isEqualTo(startAt);
    assertThat(scene.ticks()).isEmpty();

    scene.at(Duration.ofMinutes(1)).decide();
    assertThat(scene.ticks()).extracting(Tick::time).containsExactly(startAt);
  }

  @Test
  void firesFromTheCreationOnAndWakesForTheNext() {
    var scene = Scene.of(Tasks.every(Duration.ofMinutes(1)));

    assertThat(scene.decide().starts()).hasSize(1);
    assertThat(scene.ledger().cursor()).isEqualTo(START);
    assertThat(scene.decide().wake()).isEqualTo(START.plusSeconds(60));
  }

  @Test
  void neverFiresAgainWhatTheCursorHasPassed() {
    var scene = Scene.of(Tasks.every(Duration.ofMinutes(1)));
    scene.at(Duration.ofMinutes(5)).decide();
    var ticks = scene.ticks();

    scene.at(Duration.ofHours(-1)).decide();
    scene.at(Duration.ofMinutes(5)).decide();

    assertThat(scene.ticks()).isEqualTo(ticks);
  }

  @Test
  void firesNothingWhileTheClockIsNotTrusted() {
    var scene = Scene.of(Tasks.every(Duration.ofMinutes(1)));
    scene.mayFire = false;

    assertThat(scene.decide().starts()).isEmpty();
    assertThat(scene.ticks()).isEmpty();
  }

  @Test
  void skipsATickWhileARunHasNotEnded() {
    var scene = Scene.of(Tasks.every(Duration.ofSeconds(10)));
    scene.decide();
    scene.at(Duration.ofSeconds(10)).decide();

    assertThat(scene.ticks().getLast().reason()).isEqualTo(Reason.OVERLAP);
    assertThat(scene.live()).hasSize(1);
  }

  @Test
  void queuesUpToTheLimit() {
    var scene = Scene.of(overlapping(Overlap.QUEUE, 3));
    for (var second = 0; second < 50; second += 10) {
      scene.at(Duration.ofSeconds(second)).decide();
    }

    assertThat(scene.live())
        .extracting(run -> (Object) run.state())
        .containsExactly(Live.RUNNING, Live.QUEUED, Live.QUEUED);
    assertThat(scene.ticks().subList(3, 5)).extracting(Tick::reason).containsOnly(Reason.OVERLAP);

    scene.end("7-1", Ended.SUCCEEDED);
    scene.decide();
    assertThat(scene.live())
        .extracting(run -> (Object) run.state())
        .containsExactly(Live.RUNNING, Live.QUEUED);
  }

  @Test
  void letsRunsGoOnSideBySideUpToTheLimit() {
    var scene = Scene.of(overlapping(Overlap.ALLOW, 2));
    for (var second = 0; second < 30; second += 10) {
      scene.at(Duration.ofSeconds(second)).decide();
    }

    assertThat(scene.live())
        .extracting(run -> (Object) run.state())
        .containsExactly(Live.RUNNING, Live.RUNNING);
    assertThat(scene.ticks().getLast().reason()).isEqualTo(Reason.OVERLAP);
  }

  @Test
  void replacesTheEarlierRun() {
    var scene = Scene.of(overlapping(Overlap.REPLACE, null));
    scene.decide();

    assertThat(scene.at(Duration.ofSeconds(10)).decide().stops()).containsOnlyKeys("7-1");
    assertThat(scene.live())
        .extracting(run -> (Object) run.state())
        .containsExactly(Live.RUNNING, Live.QUEUED);

    scene.over("7-1", null);
    scene.decide();
    assertThat(scene.ledger().last()).isNotNull();
    assertThat(scene.live()).extracting(run -> run.id()).containsExactly("7-2");
    assertThat(scene.live().getFirst().is(Live.RUNNING)).isTrue();
  }

  @Test
  void firesTheLastOfTheTicksThatWereMissedAndSkipsTheOthersAsOneRecord() {
    var scene = Scene.of(Tasks.every(Duration.ofHours(1)));
    scene.decide();
    scene.end("7-1", Ended.SUCCEEDED);
    scene.decide();
    scene.at(Duration.ofMinutes(5 * 60 + 30)).decide();

    var skipped = scene.ticks().get(1);
    assertThat(skipped.reason()).isEqualTo(Reason.MISFIRE);
    assertThat(skipped.count()).isEqualTo(4);
    assertThat(skipped.until()).isEqualTo(START.plus(Duration.ofHours(4)));
    assertThat(scene.ticks().get(2).outcome()).isEqualTo(Outcome.CAUGHT_UP);
  }

  @Test
  void skipsAllThatWasMissedIfAskedTo() {
    var scene = Scene.of(missing(Misfire.SKIP, null));
    scene.at(Duration.ofMinutes(30)).decide();

    assertThat(scene.ticks()).hasSize(1);
    assertThat(scene.ticks().getFirst().reason()).isEqualTo(Reason.MISFIRE);
  }

  @Test
  void catchesUpOneAfterTheOtherWithinTheLimits() {
    var scene = Scene.of(missing(Misfire.ALL, new CatchUpSpec(Duration.ofHours(10), 3)));
    scene.at(Duration.ofMinutes(20 * 60 + 30)).decide();

    assertThat(scene.ticks())
        .extracting(Tick::reason)
        .startsWith(Reason.CATCH_UP_WINDOW, Reason.CATCH_UP_MAX);
    assertThat(scene.ticks()).extracting(Tick::count).containsExactly(11L, 7L, 1L);

    scene.end("7-1", Ended.SUCCEEDED);
    scene.decide();
    scene.end("7-2", Ended.SUCCEEDED);
    scene.decide();
    scene.end("7-3", Ended.SUCCEEDED);
    scene.decide();
    assertThat(scene.ticks())
        .extracting(Tick::outcome)
        .endsWith(Outcome.CAUGHT_UP, Outcome.CAUGHT_UP, Outcome.CAUGHT_UP);
    assertThat(scene.live()).isEmpty();
    assertThat(scene.ledger().cursor()).isEqualTo(START.plus(Duration.ofHours(20)));
  }

  @Test
  void skipsWeeksOfMissedSecondsAtOnce() {
    var everySecond =
        ScheduleBuilder.every(Duration.ofSeconds(1))
            .misfire(Misfire.ALL)
            .catchUp(new CatchUpSpec(Duration.ofDays(365), 1))
            .build();
    var scene = Scene.of(task(everySecond));
    scene.at(Duration.ofDays(300)).decide();

    assertThat(scene.ticks()).extracting(Tick::count).startsWith(300L * 86_400 - 1);
  }

  @Test
  void recordsTheTicksOfAPauseWhenItEnds() {
    var running = Tasks.every(Duration.ofHours(1));
    var scene = Scene.of(running);
    scene.decide();
    scene.change(with(running, paused(true), running.since()));
    scene.at(Duration.ofHours(5)).decide();
    assertThat(scene.ticks()).hasSize(1);

    var resumed = new Since(START.plus(Duration.ofMinutes(330)), Since.Cause.RESUMED);
    scene.change(with(running, paused(false), resumed));
    scene.at(Duration.ofMinutes(331)).decide();

    assertThat(scene.ticks()).hasSize(2);
    assertThat(scene.ticks().getLast().reason()).isEqualTo(Reason.PAUSED);
    assertThat(scene.ticks().getLast().count()).isEqualTo(5);
  }

  @Test
  void owesNothingFromBeforeAChangeOfTheSchedule() {
    var hourly = Tasks.every(Duration.ofHours(1));
    var scene = Scene.of(hourly);
    scene.decide();
    var changed = new Since(START.plus(Duration.ofMinutes(90)), Since.Cause.CHANGED);
    scene.change(with(hourly, ScheduleBuilder.every(Duration.ofMinutes(10)).build(), changed));
    scene.end("7-1", Ended.SUCCEEDED);
    scene.at(Duration.ofMinutes(101)).decide();

    assertThat(scene.ticks()).extracting(Tick::reason).contains(Reason.CHANGED);
    assertThat(scene.ticks())
        .extracting(Tick::time)
        .contains(START.plus(Duration.ofMinutes(100)))
        .doesNotContain(START.plus(Duration.ofMinutes(60)));
  }

  @Test
  void tellsLateFromPunctual() {
    var scene = Scene.of(Tasks.every(Duration.ofMinutes(1)));
    scene.at(Duration.ofMillis(1001)).decide();

    assertThat(scene.ticks().getFirst().outcome()).isEqualTo(Outcome.LATE);
  }

  @Test
  void decidesNothingMoreWhileTooManyRecordsWait() {
    var scene = Scene.of(Tasks.every(Duration.ofSeconds(1)));
    for (var second = 0; second < 500; second++) {
      scene.at(Duration.ofSeconds(second)).decide();
    }

    assertThat(scene.ticks()).hasSize(200);
    assertThat(scene.ledger().cursor()).isEqualTo(START.plusSeconds(199));
  }

  private static Task overlapping(Overlap overlap, @Nullable Integer limit) {
    return task(
        ScheduleBuilder.every(Duration.ofSeconds(10)).overlap(overlap).overlapLimit(limit).build());
  }

  private static Task missing(Misfire misfire, @Nullable CatchUpSpec catchUp) {
    return task(
        ScheduleBuilder.every(Duration.ofHours(1)).misfire(misfire).catchUp(catchUp).build());
  }

  private static ScheduleSpec paused(boolean paused) {
    return ScheduleBuilder.every(Duration.ofHours(1)).paused(paused).build();
  }

  private static Task task(ScheduleSpec schedule) {
    return Tasks.task("t", 7, schedule, null);
  }

  private static Task with(Task task, ScheduleSpec schedule, Since since) {
    return TaskBuilder.from(task).schedule(schedule).since(since).build();
  }
}
