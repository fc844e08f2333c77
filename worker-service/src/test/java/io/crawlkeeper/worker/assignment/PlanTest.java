package io.crawlkeeper.worker.assignment;

import static org.assertj.core.api.Assertions.assertThat;

import io.crawlkeeper.model.Assignment;
import io.crawlkeeper.model.CrawlSpec;
import io.crawlkeeper.model.Progress;
import io.crawlkeeper.model.Run;
import io.crawlkeeper.model.Run.Outcome;
import io.crawlkeeper.model.RunState;
import io.crawlkeeper.model.Task;
import io.crawlkeeper.model.TaskSpec;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

class PlanTest {

  private static final Instant NOW = Instant.parse("2026-03-01T12:00:00Z");

  private record Busy(String name, long taskId, long generation) implements Plan.UnderWay {}

  @Test
  void startsWhatIsAssignedInOrderOfIdsUpToItsSlots() {
    var steps = Plan.steps(assigned(task("c", 3), task("a", 1), task("b", 2)), List.of(), 2, true);

    assertThat(steps)
        .extracting(step -> ((Plan.Start) step).task().name())
        .containsExactly("a", "b");
  }

  @Test
  void startsNothingWhileTheSessionIsInDoubt() {
    assertThat(Plan.steps(assigned(task("a", 1)), List.of(), 2, false)).isEmpty();
  }

  @Test
  void doesNotStartWhatIsUnderWayOrSettled() {
    var settled = task("a", 1);
    settled =
        settled.with(
            settled
                .run()
                .next("w", 1, NOW)
                .ended(new Outcome(RunState.FAILED, Progress.NONE, null, "why"), NOW),
            2);

    assertThat(Plan.steps(assigned(settled, task("b", 2)), List.of(new Busy("b", 2, 1)), 4, true))
        .isEmpty();
  }

  @Test
  void startsWhatAnotherOwnerLeftRunning() {
    var left = task("a", 1);
    left = left.with(left.run().next("dead", 1, NOW), 1);

    assertThat(Plan.steps(assigned(left), List.of(), 1, true)).hasSize(1);
  }

  @Test
  void dropsWhatIsAssignedElsewhereNow() {
    assertThat(Plan.steps(Map.of(), List.of(new Busy("a", 1, 1)), 1, true))
        .containsExactly(new Plan.Drop("a"));
  }

  @Test
  void dropsARunOfADeletedTaskWhoseNameIsUsedAgain() {
    assertThat(Plan.steps(assigned(task("a", 2)), List.of(new Busy("a", 1, 1)), 1, true))
        .containsExactly(new Plan.Drop("a"));
  }

  @Test
  void cancelsARunOfAnOlderForm() {
    assertThat(Plan.steps(assigned(task("a", 1)), List.of(new Busy("a", 1, 0)), 1, true))
        .containsExactly(new Plan.Cancel("a"));
  }

  private static Map<String, AssignedTask> assigned(AssignedTask... tasks) {
    return Stream.of(tasks).collect(Collectors.toMap(AssignedTask::name, task -> task));
  }

  private static AssignedTask task(String name, long id) {
    var spec =
        new TaskSpec(new CrawlSpec(List.of("http://a/"), null, null, null, null, null), null);
    var task = new Task(id, name, Map.of(), spec, 1, NOW, NOW, "op");
    return new AssignedTask(new Assignment(name, id, "w", 0, 1), task, Run.none(name, id), 0);
  }
}
