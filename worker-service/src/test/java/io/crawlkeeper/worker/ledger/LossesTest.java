package io.crawlkeeper.worker.ledger;

import static java.util.Objects.requireNonNull;
import static org.assertj.core.api.Assertions.assertThat;

import io.crawlkeeper.model.RunSpec;
import io.crawlkeeper.model.RunSpec.RetrySpec;
import io.crawlkeeper.model.RunState.Ended;
import io.crawlkeeper.model.RunState.Live;
import io.crawlkeeper.worker.Tasks;
import java.time.Duration;
import org.junit.jupiter.api.Test;

/** A run that takes its workers down does not go round all of them for ever. */
class LossesTest {

  private static final Duration SOON = Duration.ofMinutes(10);

  private final Scene scene =
      Scene.of(
          Tasks.task(
              "t",
              7,
              null,
              new RunSpec(null, new RetrySpec(9, Duration.ofSeconds(1), null), null, null)));

  @Test
  void failsARunThatHasLostItsWorkerTenTimesInARow() {
    lose(9, SOON);
    assertThat(scene.live()).hasSize(1);
    assertThat(scene.live().getFirst().attempt()).isEqualTo(10);

    lose(1, SOON);
    assertThat(scene.live()).isEmpty();
    var last = requireNonNull(scene.ledger().last());
    assertThat(last.is(Ended.FAILED)).isTrue();
    assertThat(last.attempt()).isEqualTo(10);
    assertThat(last.reason()).contains("lost 10 times in a row").contains("takes workers down");
    assertThat(last.losses()).isNull();
  }

  @Test
  void countsAnewWhereAnAttemptHasLastedLonger() {
    for (var round = 0; round < 5; round++) {
      lose(8, SOON);
      lose(1, SOON.plusNanos(1));
    }

    assertThat(scene.live()).hasSize(1);
    assertThat(scene.live().getFirst().attempt()).isEqualTo(46);
  }

  @Test
  void countsAnewWhereTheWorkerHasLived() {
    lose(9, SOON);
    scene.end("7-1", Ended.FAILED);
    scene.decide();
    assertThat(scene.live().getFirst().is(Live.RETRYING)).isTrue();
    scene.now = scene.now.plusSeconds(1);
    scene.decide();

    lose(9, SOON);
    assertThat(scene.live()).hasSize(1);
  }

  /** So often the worker of the run is lost, so long after the time before. */
  private void lose(int times, Duration after) {
    for (var time = 0; time < times; time++) {
      scene.decide();
      scene.now = scene.now.plus(after);
      scene.lostTo(scene.worker + "'");
      scene.decide();
    }
  }
}
