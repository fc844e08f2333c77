package io.crawlkeeper.worker.ledger;

import static org.assertj.core.api.Assertions.assertThat;

import io.crawlkeeper.model.Run;
import io.crawlkeeper.model.RunRequest;
import io.crawlkeeper.model.RunRequest.Kind;
import io.crawlkeeper.model.RunState.Ended;
import io.crawlkeeper.model.RunState.Live;
import io.crawlkeeper.model.ScheduleBuilder;
import io.crawlkeeper.model.ScheduleSpec.Overlap;
import io.crawlkeeper.model.Tick;
import io.crawlkeeper.model.Tick.Outcome;
import io.crawlkeeper.model.Tick.Reason;
import io.crawlkeeper.worker.Tasks;
import java.time.Duration;
import java.time.Instant;
import org.junit.jupiter.api.Test;

/** While a task is handed over nothing begins, and nothing else waits. */
class HandOverTest {

  private static final Instant START = Tasks.START;
  private static final Instant UNTIL = START.plus(Duration.ofMinutes(10));

  @Test
  void leavesRunsOfTicksToTheNextOwner() {
    for (var overlap : new Overlap[] {Overlap.ALLOW, Overlap.QUEUE}) {
      var scene = handedOver(overlap);
      for (var minute = 1; minute < 10; minute++) {
        assertThat(scene.at(Duration.ofMinutes(minute)).decide().starts()).isEmpty();
      }
      scene.end("7-1", Ended.SUCCEEDED);
      scene.decide();

      assertThat(scene.ticks()).extracting(Tick::outcome).containsOnly(Outcome.FIRED);
      assertThat(scene.live()).hasSize(9).allMatch(run -> run.is(Live.QUEUED));
      assertThat(scene.ledger().released()).isEqualTo("w");

      scene.lostTo("w2");
      scene.handOverBy(null);
      assertThat(scene.decide().starts()).hasSize(overlap == Overlap.ALLOW ? 9 : 1);
    }
  }

  @Test
  void skipsTicksForTheRunThatHasNotEnded() {
    var scene = handedOver(Overlap.SKIP);
    for (var minute = 1; minute < 9; minute++) {
      scene.at(Duration.ofMinutes(minute)).decide();
    }

    assertThat(scene.ticks()).hasSize(9);
    assertThat(scene.ticks().subList(1, 9)).extracting(Tick::reason).containsOnly(Reason.OVERLAP);
  }

  @Test
  void endsWhatIsReplacedAndLeavesTheLaterRunToTheNextOwner() {
    var scene = handedOver(Overlap.REPLACE);

    assertThat(scene.at(Duration.ofMinutes(1)).decide().stops()).containsOnlyKeys("7-1");
    scene.over("7-1", null);
    assertThat(scene.decide().starts()).isEmpty();
    assertThat(scene.live()).extracting(Run::id).containsExactly("7-2");
    assertThat(scene.ledger().released()).isEqualTo("w");
  }

  @Test
  void takesRequestsUp() {
    var scene = handedOver(Overlap.SKIP);
    scene.request(new RunRequest(1, Kind.RUN, "7-r1", null, START, "op"));

    assertThat(scene.decide().starts()).isEmpty();
    assertThat(scene.ledger().request()).isEqualTo(1);
    assertThat(scene.live()).extracting(Run::id).containsExactly("7-1", "7-r1");
  }

  /** Whoever looks for schedules that stand still has to find one that nobody can take. */
  @Test
  void leavesTicksToTheNextOwnerOnceTheTimeIsOver() {
    var scene = handedOver(Overlap.QUEUE);
    scene.at(Duration.ofMinutes(10)).decide();
    scene.over("7-1", null);
    scene.at(Duration.ofMinutes(30)).decide();

    assertThat(scene.ledger().cursor()).isEqualTo(START);
    assertThat(scene.ledger().released()).isEqualTo("w");
  }

  @Test
  void decidesNothingMoreWhereTheWorkerLeaves() {
    var scene = handedOver(Overlap.QUEUE);
    scene.leaving = true;
    scene.at(Duration.ofMinutes(1)).decide();

    assertThat(scene.ledger().cursor()).isEqualTo(START);
  }

  /** Every minute; its first run is under way, and the task is to be handed over. */
  private static Scene handedOver(Overlap overlap) {
    var schedule = ScheduleBuilder.every(Duration.ofMinutes(1)).overlap(overlap).build();
    var scene = Scene.of(Tasks.task("t", 7, schedule, null));
    scene.decide();
    scene.handOverBy(UNTIL);
    return scene;
  }
}
