package io.crawlkeeper.worker.assignment;

import static io.crawlkeeper.worker.assignment.LoopWorld.settle;
import static io.crawlkeeper.worker.assignment.LoopWorld.succeeded;
import static org.assertj.core.api.Assertions.assertThat;

import io.crawlkeeper.model.Run;
import io.crawlkeeper.model.RunState.Ended;
import io.crawlkeeper.model.ScheduleBuilder;
import io.crawlkeeper.model.ScheduleSpec.Overlap;
import io.crawlkeeper.worker.Tasks;
import java.time.Duration;
import org.junit.jupiter.api.Test;

class AssignmentLoopTest {

  private final LoopWorld world = new LoopWorld();

  @Test
  void runsATaskToItsEndAndKeepsTheOutput() throws Exception {
    world.assign(Tasks.once("a", 1));
    var loop = world.loop();
    settle(loop);
    world.attempt("1-1").end(succeeded("out"));
    settle(loop);

    assertThat(world.ledger("a").live()).isEmpty();
    assertThat(world.last("a").state()).isEqualTo(Ended.SUCCEEDED);
    assertThat(world.over).extracting(Run::output).containsExactly("out");
    assertThat(world.left).isEmpty();
    assertThat(world.rows)
        .extracting(row -> row.run().state().word())
        .containsExactly("running", "succeeded");
  }

  @Test
  void takesNoMoreThanItsSlotsAndThenTheNext() throws Exception {
    for (var id = 1; id <= 4; id++) {
      world.assign(Tasks.once("t" + id, id));
    }
    var loop = world.loop();
    settle(loop);
    assertThat(loop.active()).isEqualTo(2);

    world.attempts.values().stream().toList().forEach(one -> one.end(succeeded(null)));
    settle(loop);
    assertThat(world.attempts).hasSize(4);
  }

  @Test
  void startsNothingWhileTheSessionIsUnsure() throws Exception {
    world.assign(Tasks.once("a", 1));
    world.mayStart = false;
    var loop = world.loop();
    settle(loop);
    assertThat(world.attempts).isEmpty();

    world.mayStart = true;
    settle(loop);
    assertThat(world.attempts).hasSize(1);
  }

  @Test
  void tellsAnAttemptThatTheWorkerOfTheOneBeforeWasLost() throws Exception {
    world.assign(Tasks.once("a", 1));
    settle(world.loop());
    settle(world.loop()); // Another process: it knows of no attempt.

    assertThat(world.afterLoss).containsExactly("1-1#2");
  }

  @Test
  void letsEveryTaskHaveItsTurn() throws Exception {
    world.slots = 1;
    var queued = ScheduleBuilder.every(Duration.ofSeconds(1)).overlap(Overlap.QUEUE).build();
    world.assign(Tasks.task("greedy", 1, queued, null));
    world.assign(Tasks.task("poor", 2, ScheduleBuilder.every(Duration.ofMinutes(1)).build(), null));
    var loop = world.loop();
    for (var second = 0; second < 10 && !world.attempts.containsKey("2-1"); second++) {
      settle(loop);
      world.attempts.values().stream()
          .filter(one -> !one.ended())
          .toList()
          .forEach(one -> one.end(succeeded(null)));
      world.now = world.now.plusSeconds(1);
    }

    assertThat(world.attempts).containsKey("2-1");
  }

  @Test
  void goesOnWithTheOthersWhereOneTaskCannotBeCarriedOut() throws Exception {
    var broken = ScheduleBuilder.cron("no cron at all").build();
    world.assign(Tasks.task("broken", 1, broken, null));
    world.assign(Tasks.once("b", 2));
    var loop = world.loop();
    settle(loop);

    assertThat(world.attempts).containsOnlyKeys("2-1");
  }

  @Test
  void firesTenThousandSchedulesFromOneTimer() throws Exception {
    world.slots = 20_000;
    for (var id = 1; id <= 10_000; id++) {
      world.assign(
          Tasks.task("t" + id, id, ScheduleBuilder.every(Duration.ofMinutes(1)).build(), null));
    }
    var loop = world.loop();
    settle(loop);
    assertThat(world.attempts).hasSize(10_000);
    world.attempts.values().stream().toList().forEach(one -> one.end(succeeded(null)));
    settle(loop);
    world.now = world.now.plusSeconds(60);
    settle(loop);

    assertThat(world.attempts).hasSize(20_000);
  }
}
