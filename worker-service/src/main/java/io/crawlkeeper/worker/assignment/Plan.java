package io.crawlkeeper.worker.assignment;

import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.List;
import java.util.Map;

/** What to stop and what to start: pure, from what is assigned and what is under way. */
final class Plan {

  private Plan() {}

  /** One step towards what is assigned. */
  sealed interface Step {}

  /** Begin the next attempt of the task. */
  record Start(AssignedTask task) implements Step {}

  /** The task is somewhere else now, or gone: end without a word. */
  record Drop(String name) implements Step {}

  /** The task has changed: end this run as cancelled, the new form follows. */
  record Cancel(String name) implements Step {}

  /** An attempt under way. */
  interface UnderWay {
    String name();

    long taskId();

    long generation();
  }

  /**
   * The steps to take now.
   *
   * @param slots attempts that may be under way at once
   * @param mayStart whether new attempts may begin at all
   */
  static List<Step> steps(
      Map<String, AssignedTask> assigned,
      Collection<? extends UnderWay> active,
      int slots,
      boolean mayStart) {
    var steps = new ArrayList<Step>();
    for (var attempt : active) {
      var task = assigned.get(attempt.name());
      if (task == null || task.task().id() != attempt.taskId()) {
        steps.add(new Drop(attempt.name()));
      } else if (task.task().generation() > attempt.generation()) {
        steps.add(new Cancel(attempt.name()));
      }
    }
    if (mayStart) {
      starts(assigned, active, slots - active.size()).forEach(steps::add);
    }
    return steps;
  }

  private static List<Start> starts(
      Map<String, AssignedTask> assigned, Collection<? extends UnderWay> active, int free) {
    var busy = active.stream().map(UnderWay::name).toList();
    return assigned.values().stream()
        .filter(task -> !task.settled() && !busy.contains(task.name()))
        .sorted(Comparator.comparingLong(task -> task.task().id()))
        .limit(Math.max(0, free))
        .map(Start::new)
        .toList();
  }
}
