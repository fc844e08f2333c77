package io.crawlkeeper.worker.ledger;

import static org.assertj.core.api.Assertions.assertThat;

import io.crawlkeeper.model.Backfill;
import io.crawlkeeper.model.Run;
import io.crawlkeeper.model.RunRequest;
import io.crawlkeeper.model.RunRequest.Kind;
import io.crawlkeeper.model.RunSpec;
import io.crawlkeeper.model.RunSpec.RetrySpec;
import io.crawlkeeper.model.RunState.Ended;
import io.crawlkeeper.model.ScheduleBuilder;
import io.crawlkeeper.model.ScheduleSpec;
import io.crawlkeeper.model.ScheduleSpec.Overlap;
import io.crawlkeeper.model.Tick;
import io.crawlkeeper.model.Tick.Outcome;
import io.crawlkeeper.worker.Tasks;
import java.time.Duration;
import java.time.Instant;
import org.junit.jupiter.api.Test;

/** A pause makes no new runs of ticks and backfills; what was made already goes on. */
class PauseTest {

  private static final Instant START = Tasks.START;
  private static final ScheduleSpec QUEUEING =
      ScheduleBuilder.every(Duration.ofMinutes(1)).overlap(Overlap.QUEUE).build();

  @Test
  void makesNoRunsOfTicks() {
    var scene = Scene.of(Tasks.every(Duration.ofMinutes(1)));
    scene.pause();
    scene.at(Duration.ofHours(1)).decide();

    assertThat(scene.ticks()).isEmpty();
    assertThat(scene.live()).isEmpty();
  }

  @Test
  void goesOnWithRunsThatWaited() {
    var scene = Scene.of(Tasks.task("t", 7, QUEUEING, null));
    scene.decide();
    scene.at(Duration.ofMinutes(1)).decide();
    scene.pause();
    scene.end("7-1", Ended.SUCCEEDED);

    assertThat(scene.at(Duration.ofMinutes(2)).decide().starts())
        .extracting(Run::id)
        .containsExactly("7-2");
    assertThat(scene.live()).hasSize(1);
  }

  @Test
  void goesOnWithTheTriesOfARun() {
    var retry = new RetrySpec(2, Duration.ofSeconds(10), null);
    var scene = Scene.of(Tasks.task("t", 7, QUEUEING, new RunSpec(null, retry, null, null)));
    scene.decide();
    scene.pause();
    scene.end("7-1", Ended.FAILED);
    scene.decide();

    assertThat(scene.at(Duration.ofSeconds(10)).decide().starts())
        .extracting(Run::attempt)
        .containsExactly(2);
  }

  @Test
  void runsWhatAUserAsksFor() {
    var scene = Scene.of(Tasks.every(Duration.ofMinutes(1)));
    scene.pause();
    scene.request(new RunRequest(1, Kind.RUN, "7-r1", null, START, "op"));

    assertThat(scene.decide().starts()).extracting(Run::id).containsExactly("7-r1");
  }

  @Test
  void aBackfillStandsStillUntilTheScheduleIsResumed() {
    var scene = Scene.of(Tasks.every(Duration.ofMinutes(1)));
    scene.decide();
    scene.end("7-1", Ended.SUCCEEDED);
    scene.at(Duration.ofSeconds(30)).decide();
    var backfill =
        new Backfill(1, ScheduleBuilder.every(Duration.ofSeconds(10)).build(), START, scene.now);
    scene.request(new RunRequest(1, Kind.BACKFILL, null, backfill, START, "op"));
    scene.decide();
    scene.pause();
    scene.end("7-2", Ended.SUCCEEDED);
    scene.decide();

    assertThat(scene.live()).isEmpty();
    assertThat(scene.ledger().backfills()).hasSize(1);

    scene.resume();
    scene.decide();
    assertThat(scene.live()).extracting(Run::id).containsExactly("7-3");
    assertThat(scene.ticks())
        .extracting(Tick::outcome)
        .containsExactly(Outcome.FIRED, Outcome.BACKFILLED, Outcome.BACKFILLED);
  }
}
