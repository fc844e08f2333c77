package io.crawlkeeper.worker.assignment;

import static io.crawlkeeper.worker.assignment.LoopWorld.settle;
import static io.crawlkeeper.worker.assignment.LoopWorld.succeeded;
import static org.assertj.core.api.Assertions.assertThat;

import io.crawlkeeper.clock.WrongClock;
import io.crawlkeeper.model.RunSpec;
import io.crawlkeeper.model.ScheduleBuilder;
import io.crawlkeeper.worker.Tasks;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;

/** A clock that is wrong ends and fires nothing. */
class LoopClockTest {

  private final LoopWorld world = new LoopWorld();

  @Test
  void endsNothingByAClockThatJumpsAhead() throws Exception {
    var clock = new WrongClock(Tasks.START);
    var hour = new RunSpec(Duration.ofHours(1), null, null, null);
    world.assign(Tasks.task("a", 1, null, hour));
    world.endWhenStopped = true;
    var loop = world.loop(() -> clock.check().agrees(), clock.trusted());
    settle(loop);
    clock.ahead(Duration.ofHours(3));
    clock.pass(Duration.ofMinutes(59));
    settle(loop);
    assertThat(world.attempt("1-1").stopped()).isFalse();

    clock.pass(Duration.ofMinutes(1));
    settle(loop);
    assertThat(world.attempt("1-1").stopped()).isTrue();
  }

  @Test
  void firesNothingByAWrongClockAndNothingTwice() throws Exception {
    var clock = new WrongClock(Tasks.START);
    world.assign(Tasks.task("a", 1, ScheduleBuilder.every(Duration.ofMinutes(1)).build(), null));
    var loop = world.loop(() -> clock.check().agrees(), clock.trusted());
    settle(loop);
    for (var ahead : List.of(Duration.ofHours(3), Duration.ofHours(-3))) {
      clock.ahead(ahead);
      clock.pass(Duration.ofSeconds(40));
      settle(loop);
      assertThat(world.attempts).as("%s ahead", ahead).containsOnlyKeys("1-1");
    }
    clock.ahead(Duration.ZERO);
    world.attempt("1-1").end(succeeded(null));
    settle(loop);

    assertThat(world.ledger("a").cursor()).isEqualTo(Tasks.START.plusSeconds(60));
    assertThat(world.attempts).containsOnlyKeys("1-1", "1-2");
  }
}
