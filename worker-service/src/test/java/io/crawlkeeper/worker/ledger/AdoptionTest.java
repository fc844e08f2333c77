package io.crawlkeeper.worker.ledger;

import static org.assertj.core.api.Assertions.assertThat;

import io.crawlkeeper.model.RunState.Ended;
import io.crawlkeeper.model.ScheduleBuilder;
import io.crawlkeeper.model.ScheduleSpec;
import io.crawlkeeper.model.ScheduleSpec.Misfire;
import io.crawlkeeper.model.ScheduleSpec.Overlap;
import io.crawlkeeper.model.Task.Since;
import io.crawlkeeper.model.Task.Since.Cause;
import io.crawlkeeper.model.Tick;
import io.crawlkeeper.model.Tick.Outcome;
import io.crawlkeeper.model.Tick.Reason;
import io.crawlkeeper.worker.Tasks;
import java.time.Duration;
import java.time.Instant;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** From where a schedule counts once it was resumed or changed. */
class AdoptionTest {

  private static final Instant START = Tasks.START;
  private static final Duration DAY = Duration.ofDays(1);
  private static final ScheduleSpec DAILY = daily(null);

  /** By its jitter each tick of the task is due so long after its time. */
  private static final Duration DELAY =
      Clerk.timetable(Tasks.task("t", 7, DAILY, null), DAILY).delay();

  private static final Instant DUE = START.plus(DAY).plus(DELAY);

  @Test
  void firesATickThatIsDueAfterTheResume() {
    var scene = putOff();
    scene.pause();
    scene.decide();
    scene.now = scene.now.plus(Duration.ofMinutes(5));
    scene.resume();

    assertThat(scene.nextTick()).isEqualTo(DUE);
    assertThat(scene.decide().wake()).isEqualTo(DUE);
    scene.now = DUE;
    scene.decide();

    assertThat(scene.ticks())
        .extracting(Tick::outcome)
        .containsExactly(Outcome.FIRED, Outcome.FIRED);
  }

  @Test
  void skipsATickThatWasDueInThePause() {
    var scene = putOff();
    scene.pause();
    scene.now = DUE.plus(Duration.ofMinutes(5));
    scene.resume();
    scene.decide();

    assertThat(scene.ticks().getLast().reason()).isEqualTo(Reason.PAUSED);
    assertThat(scene.ticks().getLast().time()).isEqualTo(START.plus(DAY));
    assertThat(scene.decide().wake()).isEqualTo(DUE.plus(DAY));
  }

  @Test
  void firesATickThatIsDueAfterAChangeThatKeepsIt() {
    var scene = putOff();
    scene.schedule(daily(START.plus(Duration.ofDays(30))), new Since(scene.now, Cause.CHANGED));

    assertThat(scene.nextTick()).isEqualTo(DUE);
    assertThat(scene.decide().wake()).isEqualTo(DUE);
    scene.now = DUE;
    scene.decide();

    assertThat(scene.ticks().getLast().time()).isEqualTo(START.plus(DAY));
    assertThat(scene.ticks().getLast().outcome()).isEqualTo(Outcome.FIRED);
  }

  @Test
  void neverFiresATickAgainThoughAChangePutsItOffAnew() {
    var scene = Scene.of(Tasks.every(DAY));
    scene.decide();
    scene.end("7-1", Ended.SUCCEEDED);
    scene.at(Duration.ofMinutes(1)).decide();
    scene.schedule(DAILY, new Since(scene.now, Cause.CHANGED));

    assertThat(scene.decide().wake()).isEqualTo(DUE);
  }

  @Test
  void owesNothingOfBeforeTheCreationThoughItWouldBeDueLater() {
    var noon = ScheduleBuilder.cron("59 11 * * *").jitter(Duration.ofHours(20)).build();
    var scene = Scene.of(Tasks.task("t", 7, noon, null));

    assertThat(scene.decide().wake()).isEqualTo(DUE.minus(Duration.ofMinutes(1)));
  }

  @Test
  void aChangeTakesACursorBackThatAWrongClockHasLeftFarAhead() {
    var scene = farAhead();
    var changed = ScheduleBuilder.every(Duration.ofMinutes(10)).build();
    scene.schedule(changed, new Since(scene.now.minusSeconds(20), Cause.CHANGED));

    assertThat(scene.decide().wake()).isEqualTo(START.plus(Duration.ofHours(2)));
    scene.at(Duration.ofHours(2)).decide();
    assertThat(scene.ticks().getLast().outcome()).isEqualTo(Outcome.FIRED);
    assertThat(scene.ticks().getLast().time()).isEqualTo(scene.now);
  }

  @Test
  void aResumeTakesACursorBackThatAWrongClockHasLeftFarAhead() {
    var scene = farAhead();
    var numbers = scene.ledger().tick();
    scene.pause();
    scene.decide();
    scene.resume();

    assertThat(scene.decide().wake()).isEqualTo(START.plus(Duration.ofHours(2)));
    assertThat(scene.ledger().tick()).isEqualTo(numbers);
  }

  /** Also where the leader's clock is behind, so that the new count begins in the past. */
  @Test
  void firesNothingAgainWhoseTimeHasComeWhenItTakesTheCursorBack() {
    var scene = farAhead();
    scene.pause();
    scene.schedule(
        ScheduleBuilder.every(Duration.ofHours(1)).build(),
        new Since(START.minus(Duration.ofDays(1)), Cause.RESUMED));
    scene.decide();

    assertThat(scene.ledger().cursor()).isEqualTo(scene.now);
    assertThat(scene.live()).isEmpty();
  }

  /** It may be that the cursor was right, and the clock behind: all of it was fired before. */
  @ParameterizedTest
  @EnumSource
  void firesNothingAgainThoughTheClockWasBehindWhenItTookTheCursorBack(Misfire misfire) {
    var hourly =
        ScheduleBuilder.every(Duration.ofHours(1)).overlap(Overlap.ALLOW).misfire(misfire).build();
    var scene = Scene.of(Tasks.task("t", 7, hourly, null));
    for (var hour = 0; hour <= 48; hour++) {
      scene.at(Duration.ofHours(hour)).decide();
      scene.end(scene.live().getFirst().id(), Ended.SUCCEEDED);
      scene.decide();
    }
    scene.at(Duration.ofMinutes(90));
    scene.pause();
    scene.decide();
    scene.resume();
    scene.decide();
    assertThat(scene.ledger().furthest()).isEqualTo(START.plus(Duration.ofDays(2)));

    scene.at(Duration.ofDays(2).plusMinutes(30)).decide();
    assertThat(scene.live()).isEmpty();
    assertThat(scene.ticks().getLast().reason()).isEqualTo(Reason.MISFIRE);
    assertThat(scene.ticks().getLast().count()).isEqualTo(47);
    assertThat(scene.ledger().furthest()).isNull();

    scene.at(Duration.ofHours(49)).decide();
    assertThat(scene.ticks().getLast().outcome()).isEqualTo(Outcome.FIRED);
  }

  @Test
  void leavesACursorThatIsALittleAhead() {
    var scene = Scene.of(Tasks.every(Duration.ofHours(1)));
    scene.at(Duration.ofHours(1)).decide();
    scene.at(Duration.ofHours(1).minusSeconds(50));
    scene.schedule(
        ScheduleBuilder.every(Duration.ofMinutes(10)).build(), new Since(scene.now, Cause.CHANGED));
    scene.decide();

    assertThat(scene.ledger().cursor()).isEqualTo(START.plus(Duration.ofHours(1)));
  }

  @Test
  void leavesTheCursorWhileTheClockIsNotTrusted() {
    var scene = farAhead();
    var cursor = scene.ledger().cursor();
    scene.mayFire = false;
    scene.pause();
    scene.resume();
    scene.decide();

    assertThat(scene.ledger().cursor()).isEqualTo(cursor);
  }

  /** Daily, half-way between the second tick and when it is due. */
  private static Scene putOff() {
    var scene = Scene.of(Tasks.task("t", 7, DAILY, null));
    scene.at(DELAY).decide();
    scene.end("7-1", Ended.SUCCEEDED);
    scene.decide();
    return scene.at(DAY.plus(DELAY.dividedBy(2)));
  }

  /** Hourly; two minutes before two o'clock, after a clock was a year ahead for a while. */
  private static Scene farAhead() {
    var scene = Scene.of(Tasks.every(Duration.ofHours(1)));
    scene.decide();
    scene.end("7-1", Ended.SUCCEEDED);
    scene.decide();
    scene.at(Duration.ofDays(366)).decide();
    scene.end("7-2", Ended.SUCCEEDED);
    scene.decide();
    scene.at(Duration.ofMinutes(118)).decide();
    return scene;
  }

  private static ScheduleSpec daily(@Nullable Instant endAt) {
    return ScheduleBuilder.every(DAY).endAt(endAt).jitter(Duration.ofHours(20)).build();
  }
}
