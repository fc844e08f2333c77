package io.crawlkeeper.worker.ledger;

import static java.util.Objects.requireNonNull;
import static org.assertj.core.api.Assertions.assertThat;

import io.crawlkeeper.model.Backfill;
import io.crawlkeeper.model.Run;
import io.crawlkeeper.model.RunRequest;
import io.crawlkeeper.model.RunRequest.Kind;
import io.crawlkeeper.model.RunSpec;
import io.crawlkeeper.model.RunSpec.RetrySpec;
import io.crawlkeeper.model.RunSpec.WorkerLoss;
import io.crawlkeeper.model.RunState.Ended;
import io.crawlkeeper.model.RunState.Live;
import io.crawlkeeper.model.ScheduleBuilder;
import io.crawlkeeper.model.Task;
import io.crawlkeeper.model.TaskBuilder;
import io.crawlkeeper.model.Tick;
import io.crawlkeeper.model.Tick.Outcome;
import io.crawlkeeper.worker.Tasks;
import java.time.Duration;
import java.time.Instant;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

class RunsTest {

  private static final Instant START = Tasks.START;

  @Test
  void waitsForASlot() {
    var scene = Scene.of(Tasks.once("t", 7));
    scene.slots = 0;

    assertThat(scene.decide().waits()).isTrue();
    assertThat(scene.live().getFirst().is(Live.QUEUED)).isTrue();

    scene.slots = 1;
    assertThat(scene.decide().starts()).extracting(Run::id).containsExactly("7-1");
  }

  @Test
  void takesOverALostRunByACommitOfItsOwnBeforeItGoesOn() {
    var scene = Scene.of(Tasks.once("t", 7));
    scene.decide();
    scene.lostTo("w2");

    assertThat(scene.step().starts()).isEmpty();
    assertThat(scene.live().getFirst().is(Live.LOST)).isTrue();
    assertThat(scene.step().starts()).extracting(Run::attempt).containsExactly(2);
    assertThat(scene.live().getFirst().worker()).isEqualTo("w2");
  }

  @Test
  void failsALostRunIfAskedTo() {
    var scene = Scene.of(task(new RunSpec(null, null, WorkerLoss.FAIL, null)));
    scene.decide();
    scene.lostTo("w2");
    scene.decide();

    assertThat(scene.live()).isEmpty();
    assertThat(last(scene).is(Ended.FAILED)).isTrue();
    assertThat(last(scene).reason()).isEqualTo("its worker was lost");
  }

  @Test
  void triesAgainWithADoublingPauseUntilNoTryIsLeft() {
    var retry = new RetrySpec(3, Duration.ofSeconds(10), Duration.ofSeconds(15));
    var scene = Scene.of(task(new RunSpec(null, retry, null, null)));
    scene.decide();
    scene.end("7-1", Ended.FAILED);
    assertThat(scene.decide().wake()).isEqualTo(START.plusSeconds(10));
    assertThat(scene.live().getFirst().nextTime()).isEqualTo(START.plusSeconds(10));

    scene.at(Duration.ofSeconds(10)).decide();
    scene.end("7-1", Ended.FAILED);
    scene.decide();
    assertThat(scene.live().getFirst().nextTime()).isEqualTo(START.plusSeconds(25));

    scene.at(Duration.ofSeconds(25)).decide();
    scene.end("7-1", Ended.FAILED);
    scene.decide();
    assertThat(last(scene).is(Ended.FAILED)).isTrue();
    assertThat(last(scene).failures()).isEqualTo(3);
    assertThat(last(scene).attempt()).isEqualTo(3);
  }

  @Test
  void endsARunAtItsTimeoutRetriesIncluded() {
    var retry = new RetrySpec(9, Duration.ofHours(1), Duration.ofHours(1));
    var scene = Scene.of(task(new RunSpec(Duration.ofMinutes(5), retry, null, null)));
    scene.decide();

    assertThat(scene.at(Duration.ofMinutes(5)).decide().stops()).containsOnlyKeys("7-1");
    scene.over("7-1", null);
    scene.decide();
    assertThat(last(scene).is(Ended.TIMED_OUT)).isTrue();
  }

  @Test
  void aTimeoutAlsoEndsARunThatWaitsForItsNextTry() {
    var retry = new RetrySpec(9, Duration.ofHours(1), Duration.ofHours(1));
    var scene = Scene.of(task(new RunSpec(Duration.ofMinutes(5), retry, null, null)));
    scene.decide();
    scene.end("7-1", Ended.FAILED);
    scene.decide();
    scene.at(Duration.ofMinutes(5)).decide();

    assertThat(last(scene).is(Ended.TIMED_OUT)).isTrue();
  }

  @Test
  void givesBackWhatRunsWhereTheWorkerLeaves() {
    var scene = Scene.of(Tasks.once("t", 7));
    scene.decide();
    scene.leaving = true;

    assertThat(scene.decide().stops()).containsOnlyKeys("7-1");
    scene.over("7-1", null);
    scene.decide();
    assertThat(scene.live().getFirst().is(Live.RELEASED)).isTrue();
  }

  @Test
  void keepsAnOutcomeThatCameBeforeTheStop() {
    var scene = Scene.of(Tasks.once("t", 7));
    scene.decide();
    scene.leaving = true;
    scene.end("7-1", Ended.SUCCEEDED);
    scene.decide();

    assertThat(last(scene).is(Ended.SUCCEEDED)).isTrue();
  }

  @Test
  void cancelsTheRunOfATaskThatWasChangedAndRunsTheNewForm() {
    var task = Tasks.once("t", 7);
    var scene = Scene.of(task);
    scene.decide();
    scene.change(
        TaskBuilder.from(task)
            .generation(2)
            .since(START.plusSeconds(1), Task.Since.Cause.CHANGED)
            .operation("op2")
            .build());

    assertThat(scene.at(Duration.ofSeconds(1)).decide().stops()).containsOnlyKeys("7-1");
    scene.over("7-1", null);
    assertThat(scene.decide().starts()).extracting(Run::generation).containsExactly(2L);
    assertThat(last(scene).is(Ended.CANCELLED)).isTrue();
  }

  @Test
  void runsWhatAUserAsksForOnce() {
    var scene = Scene.of(Tasks.every(Duration.ofHours(1)));
    scene.decide();
    scene.end("7-1", Ended.SUCCEEDED);
    scene.request(new RunRequest(1, Kind.RUN, "7-r1", null, START, "op"));

    assertThat(scene.decide().starts()).extracting(Run::id).containsExactly("7-r1");
    assertThat(scene.ledger().request()).isEqualTo(1);
    scene.end("7-r1", Ended.SUCCEEDED);
    scene.decide();
    assertThat(scene.live()).isEmpty();
  }

  @Test
  void leavesRequestsInTheQueueBeyondItsBounds() {
    var scene = Scene.of(Tasks.once("t", 7));
    for (var number = 1; number <= 300; number++) {
      scene.request(new RunRequest(number, Kind.RUN, "7-r" + number, null, START, "op" + number));
    }
    scene.decide();

    assertThat(scene.live()).hasSizeLessThanOrEqualTo(101);
    assertThat(scene.ledger().request()).isEqualTo(100);

    scene.request(new RunRequest(301, Kind.CANCEL, "7-r1", null, START, "cancel"));
    assertThat(scene.decide().stops()).containsOnlyKeys("7-r1");
  }

  @Test
  void doesNotForgetACancellationBeforeTheRunHasEnded() {
    var scene = Scene.of(Tasks.once("t", 7));
    scene.decide();
    scene.request(new RunRequest(1, Kind.CANCEL, "7-1", null, START, "op"));

    assertThat(scene.decide().stops()).containsOnlyKeys("7-1");
    assertThat(scene.ledger().request()).isZero();

    scene.lostTo("w2");
    scene.decide();
    assertThat(last(scene).is(Ended.CANCELLED)).isTrue();
    assertThat(scene.ledger().request()).isEqualTo(1);
  }

  @Test
  void runsABackfillOneByOneAndRecordsIt() {
    var scene = Scene.of(Tasks.every(Duration.ofHours(1)));
    scene.decide();
    scene.end("7-1", Ended.SUCCEEDED);
    var schedule = ScheduleBuilder.every(Duration.ofHours(1)).build();
    var backfill = new Backfill(1, schedule, START, START.plus(Duration.ofHours(1)));
    scene.at(Duration.ofMinutes(90));
    scene.request(new RunRequest(1, Kind.BACKFILL, null, backfill, START, "op"));
    scene.decide();
    for (var run = 2; run <= 4; run++) {
      assertThat(scene.live()).hasSize(1);
      scene.end("7-" + run, Ended.SUCCEEDED);
      scene.decide();
    }

    assertThat(scene.live()).isEmpty();
    assertThat(scene.ledger().backfills()).isEmpty();
    assertThat(scene.ticks())
        .extracting(Tick::outcome)
        .containsExactly(Outcome.FIRED, Outcome.CAUGHT_UP, Outcome.BACKFILLED, Outcome.BACKFILLED);
  }

  @Test
  void endsABackfillButNotTheRunThatItHasMade() {
    var scene = Scene.of(Tasks.every(Duration.ofHours(1)));
    scene.decide();
    scene.end("7-1", Ended.SUCCEEDED);
    var schedule = ScheduleBuilder.every(Duration.ofHours(1)).build();
    var backfill = new Backfill(1, schedule, START, START.plus(Duration.ofHours(5)));
    scene.request(new RunRequest(1, Kind.BACKFILL, null, backfill, START, "op"));
    scene.decide();
    assertThat(scene.ledger().backfills()).containsExactly(backfill.after(START));

    scene.request(new RunRequest(2, Kind.CANCEL, "7-r1", null, START, "op-2"));
    scene.decide();

    assertThat(scene.ledger().backfills()).isEmpty();
    assertThat(scene.ledger().request()).isEqualTo(2);
    assertThat(scene.live()).extracting(Run::id).containsExactly("7-2");
    scene.end("7-2", Ended.SUCCEEDED);
    scene.decide();
    assertThat(scene.live()).isEmpty();
  }

  @Test
  void goesOnWithTheScheduleBesideABackfill() {
    var scene = Scene.of(Tasks.every(Duration.ofMinutes(1)));
    scene.decide();
    scene.end("7-1", Ended.SUCCEEDED);
    var schedule = ScheduleBuilder.every(Duration.ofMinutes(1)).build();
    var backfill = new Backfill(1, schedule, START, START);
    scene.request(new RunRequest(1, Kind.BACKFILL, null, backfill, START, "op"));
    scene.decide();
    scene.at(Duration.ofMinutes(1)).decide();

    assertThat(scene.ticks())
        .extracting(Tick::outcome)
        .containsExactly(Outcome.FIRED, Outcome.BACKFILLED, Outcome.FIRED);
    assertThat(scene.live()).extracting(Run::id).containsExactly("7-2", "7-3");
  }

  @Test
  void handsOverWhenWhatRunsHasEnded() {
    var scene = Scene.of(Tasks.every(Duration.ofSeconds(10)));
    scene.decide();
    scene.handOverBy(START.plusSeconds(60));
    scene.at(Duration.ofSeconds(10)).decide();
    assertThat(scene.ledger().released()).isNull();
    assertThat(scene.ticks().getLast().reason()).isEqualTo(Tick.Reason.OVERLAP);

    scene.end("7-1", Ended.SUCCEEDED);
    scene.decide();
    assertThat(scene.ledger().released()).isEqualTo("w");
    assertThat(scene.live()).isEmpty();

    scene.handOverBy(null);
    scene.decide();
    assertThat(scene.ledger().released()).isNull();
  }

  @Test
  void givesBackAtTheEndOfTheTimeForHandingOver() {
    var scene = Scene.of(Tasks.once("t", 7));
    scene.decide();
    scene.handOverBy(START.plusSeconds(60));
    assertThat(scene.decide().wake()).isEqualTo(START.plusSeconds(60));

    assertThat(scene.at(Duration.ofMinutes(1)).decide().stops()).containsOnlyKeys("7-1");
    scene.over("7-1", null);
    scene.decide();
    assertThat(scene.live().getFirst().is(Live.RELEASED)).isTrue();
    assertThat(scene.ledger().released()).isEqualTo("w");
  }

  private static Run last(Scene scene) {
    var last = scene.ledger().last();
    assertThat(last).isNotNull();
    return requireNonNull(last);
  }

  private static Task task(@Nullable RunSpec run) {
    return Tasks.task("t", 7, null, run);
  }
}
