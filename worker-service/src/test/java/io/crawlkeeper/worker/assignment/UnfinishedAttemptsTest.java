package io.crawlkeeper.worker.assignment;

import static io.crawlkeeper.worker.assignment.LoopWorld.settle;
import static io.crawlkeeper.worker.assignment.LoopWorld.succeeded;
import static org.assertj.core.api.Assertions.assertThat;

import io.crawlkeeper.model.Run;
import io.crawlkeeper.model.RunState.Live;
import io.crawlkeeper.model.ScheduleBuilder;
import io.crawlkeeper.model.ScheduleSpec.Overlap;
import io.crawlkeeper.worker.Tasks;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.Test;

/** What becomes of the work of an attempt that does not end, or whose end cannot be written. */
class UnfinishedAttemptsTest {

  private final LoopWorld world = new LoopWorld();

  @Test
  void dropsAnAttemptWhoseTaskIsElsewhereAndLeavesItsWorkToTheNext() throws Exception {
    world.assign(Tasks.once("a", 1));
    var loop = world.loop();
    settle(loop);
    world.tasks.remove("a");
    loop.changed(List.of("a"));
    settle(loop);

    assertThat(world.attempt("1-1").stopped()).isTrue();
    world.attempt("1-1").end(null);
    settle(loop);
    assertThat(world.left).extracting(Run::id).containsExactly("1-1");
    assertThat(world.over).isEmpty();
    assertThat(loop.active()).isZero();
  }

  @Test
  void keepsWhatACommitHasPublishedThoughTheTaskIsGoneMeanwhile() throws Exception {
    world.assign(Tasks.once("a", 1));
    var loop = world.loop();
    settle(loop);
    world.held = new ArrayList<>();
    world.attempt("1-1").end(succeeded("out"));
    settle(loop);
    world.tasks.remove("a");
    loop.changed(List.of("a"));
    settle(loop);
    world.letThrough();
    settle(loop);

    assertThat(world.over).extracting(Run::output).containsExactly("out");
    assertThat(world.left).isEmpty();
  }

  @Test
  void leavesToTheNextWhatAnAttemptHasDoneThatWasSuperseded() throws Exception {
    world.assign(Tasks.once("a", 1));
    var loop = world.loop();
    settle(loop);
    var attempt = world.attempt("1-1");
    world.supersede("a");
    attempt.end(succeeded("out"));
    settle(loop);

    assertThat(world.left).extracting(Run::id).containsExactly("1-1");
    assertThat(world.over).isEmpty();
  }

  @Test
  void keepsTheOutputWhereItCannotTellWhetherItWasPublished() throws Exception {
    world.assign(Tasks.once("a", 1));
    var loop = world.loop();
    settle(loop);
    var attempt = world.attempt("1-1");
    world.unsure = true;
    attempt.end(succeeded("out"));
    settle(loop);

    assertThat(world.left).extracting(Run::id).containsExactly("1-1");
    assertThat(world.over).isEmpty();
  }

  @Test
  void leavesNothingOfARunThatIsCancelled() throws Exception {
    var replacing = ScheduleBuilder.every(Duration.ofMinutes(1)).overlap(Overlap.REPLACE).build();
    world.assign(Tasks.task("a", 1, replacing, null));
    world.endWhenStopped = true;
    var loop = world.loop();
    settle(loop);
    world.now = world.now.plus(Duration.ofMinutes(1));
    settle(loop);

    assertThat(world.attempt("1-1").stopped()).isTrue();
    assertThat(world.over).extracting(Run::id).containsExactly("1-1");
    assertThat(world.over).extracting(Run::output).containsOnlyNulls();
  }

  @Test
  void keepsWhatTheNextAttemptNeedsWhenItGivesARunBack() throws Exception {
    world.assign(Tasks.once("a", 1));
    world.endWhenStopped = true;
    var loop = world.loop();
    settle(loop);

    assertThat(leave(loop)).isTrue();
    assertThat(world.over).isEmpty();
    assertThat(world.left).isEmpty();
  }

  @Test
  void givesBackAllWhenItLeaves() throws Exception {
    world.assign(Tasks.once("a", 1));
    var loop = world.loop();
    settle(loop);
    world.endWhenStopped = true;

    assertThat(leave(loop)).isTrue();
    assertThat(world.ledger("a").live().getFirst().is(Live.RELEASED)).isTrue();
  }

  /** Whether the loop has let go of all it had. */
  private static boolean leave(AssignmentLoop loop) throws Exception {
    var left =
        CompletableFuture.supplyAsync(
            () -> {
              try {
                return loop.leave(Duration.ofSeconds(20));
              } catch (InterruptedException e) {
                throw new IllegalStateException(e);
              }
            });
    while (!left.isDone()) {
      settle(loop);
    }
    return left.get();
  }
}
