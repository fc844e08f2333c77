package io.crawlkeeper.master;

import io.crawlkeeper.master.cluster.TaskEntry;
import io.crawlkeeper.model.RunPlan;
import java.time.Duration;
import java.time.Instant;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;

/**
 * Whose history is to be cut back now: that of each task once an hour, spread over it, and soon if
 * the task keeps something else than before. For one thread.
 */
final class CareRounds {

  static final Duration PERIOD = Duration.ofHours(1);

  private final Map<Long, Turn> turns = new HashMap<>();

  /** When it is the task's turn, and what it kept when that was reckoned. */
  private record Turn(Instant time, RunPlan.History plan) {}

  /** The tasks whose turn it is. What is not among these is forgotten. */
  List<TaskEntry> due(Collection<TaskEntry> tasks, Instant now) {
    turns.keySet().retainAll(tasks.stream().map(TaskEntry::id).collect(Collectors.toSet()));
    return tasks.stream().filter(task -> due(task, now)).toList();
  }

  private boolean due(TaskEntry task, Instant now) {
    var turn = turns.computeIfAbsent(task.id(), _ -> new Turn(first(task, now), plan(task)));
    var clockWasAhead = turn.time().isAfter(now.plus(PERIOD));
    return !turn.time().isAfter(now) || clockWasAhead || !turn.plan().equals(plan(task));
  }

  private static Instant first(TaskEntry task, Instant now) {
    return now.plusSeconds(Math.floorMod(task.id(), PERIOD.toSeconds()));
  }

  /**
   * The task was cut back.
   *
   * @param more whether something may be left
   */
  void done(TaskEntry task, boolean more, Instant now) {
    turns.put(task.id(), new Turn(more ? now : now.plus(PERIOD), plan(task)));
  }

  static RunPlan.History plan(TaskEntry task) {
    return task.task().spec().effectiveRun().plan().history();
  }
}
