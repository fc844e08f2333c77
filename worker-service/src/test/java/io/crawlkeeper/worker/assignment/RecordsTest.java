package io.crawlkeeper.worker.assignment;

import static io.crawlkeeper.worker.assignment.LoopWorld.settle;
import static io.crawlkeeper.worker.assignment.LoopWorld.succeeded;
import static org.assertj.core.api.Assertions.assertThat;

import io.crawlkeeper.model.RunState.Live;
import io.crawlkeeper.model.ScheduleBuilder;
import io.crawlkeeper.worker.Tasks;
import java.time.Duration;
import java.util.stream.LongStream;
import org.junit.jupiter.api.Test;

/** What a loop does about a history that is away, or refuses. */
class RecordsTest {

  private final LoopWorld world = new LoopWorld();

  @Test
  void writesTheHistoryBeforeTheRunEnds() throws Exception {
    world.assign(Tasks.once("a", 1));
    var loop = world.loop();
    settle(loop);
    world.historyAway = true;
    world.attempt("1-1").end(succeeded("out"));
    settle(loop);
    assertThat(world.ledger("a").live().getFirst().is(Live.RUNNING)).isTrue();

    world.historyIsBack();
    settle(loop);
    assertThat(world.ledger("a").live()).isEmpty();
  }

  @Test
  void triesAgainWhatTheHistoryHasRefused() throws Exception {
    world.assign(Tasks.once("a", 1));
    var loop = world.loop();
    settle(loop);
    world.historyRefuses = true;
    world.attempt("1-1").end(succeeded("out"));
    settle(loop);
    assertThat(world.ledger("a").live()).hasSize(1);

    world.historyRefuses = false;
    world.now = world.now.plusSeconds(5);
    settle(loop);
    assertThat(world.ledger("a").live()).isEmpty();
  }

  @Test
  void forgetsNoTickThatTheHistoryHasRefused() throws Exception {
    world.assign(Tasks.task("a", 1, ScheduleBuilder.every(Duration.ofSeconds(1)).build(), null));
    var loop = world.loop();
    world.historyRefuses = true;
    settle(loop);
    world.historyRefuses = false;
    for (var second = 0; second < 60; second++) {
      world.now = world.now.plusSeconds(1);
      settle(loop);
    }

    assertThat(world.ticks)
        .extracting(row -> row.tick().number())
        .containsAll(LongStream.range(1, 50).boxed().toList());
    assertThat(world.ledger("a").ticks()).hasSizeLessThan(30);
  }
}
