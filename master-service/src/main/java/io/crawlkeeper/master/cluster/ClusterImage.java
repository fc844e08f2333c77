package io.crawlkeeper.master.cluster;

import io.crawlkeeper.model.Assignment;
import io.crawlkeeper.model.Ledger;
import io.crawlkeeper.model.WorkerNode;
import org.jspecify.annotations.Nullable;
import org.pcollections.HashPMap;
import org.pcollections.HashTreePMap;
import org.pcollections.TreePMap;

/**
 * All that a master knows, at one moment. Immutable; a change gives a new image that shares nearly
 * all of the old one, so that an image can be taken, kept and read by any thread.
 *
 * @param tasks by name, in order of names
 * @param assignments by name of the task; none for a task that waits
 * @param ledgers what has become of each task, by the task's id
 * @param workers those alive, by name with incarnation
 * @param loads weight of the tasks on each worker, alive or not; none for a worker without tasks
 */
public record ClusterImage(
    TreePMap<String, TaskEntry> tasks,
    HashPMap<String, Assignment> assignments,
    HashPMap<Long, Ledger> ledgers,
    TreePMap<String, WorkerNode> workers,
    HashPMap<String, Long> loads) {

  public static final ClusterImage EMPTY =
      new ClusterImage(
          TreePMap.empty(),
          HashTreePMap.empty(),
          HashTreePMap.empty(),
          TreePMap.empty(),
          HashTreePMap.empty());

  public @Nullable TaskEntry task(String name) {
    return tasks.get(name);
  }

  public @Nullable Assignment assignment(String task) {
    return assignments.get(task);
  }

  public @Nullable Ledger ledger(TaskEntry task) {
    return ledgers.get(task.id());
  }

  public @Nullable WorkerNode worker(String name) {
    return workers.get(name);
  }

  public TaskState state(TaskEntry entry) {
    return TaskState.of(entry.task(), assignment(entry.name()), ledger(entry));
  }

  /** Weight of the tasks on the worker. */
  public long load(String worker) {
    return loads.getOrDefault(worker, 0L);
  }

  public boolean running(TaskEntry entry) {
    var ledger = ledger(entry);
    return ledger != null && ledger.running();
  }

  /** Adds the task or puts it in the place of its older version. */
  public ClusterImage withTask(TaskEntry entry) {
    var image = with(tasks.plus(entry.name(), entry));
    var assignment = assignments.get(entry.name());
    var grown = entry.task().spec().weight() - weight(entry.name());
    return assignment == null ? image : image.loaded(assignment.worker(), grown);
  }

  public ClusterImage withoutTask(String name) {
    return withoutAssignment(name).with(tasks.minus(name));
  }

  /** Places the task there, and nowhere else. */
  public ClusterImage withAssignment(Assignment assignment) {
    var image = withoutAssignment(assignment.task());
    return image
        .withAssignments(image.assignments.plus(assignment.task(), assignment))
        .loaded(assignment.worker(), weight(assignment.task()));
  }

  public ClusterImage withoutAssignment(String task) {
    var assignment = assignments.get(task);
    return assignment == null
        ? this
        : withAssignments(assignments.minus(task)).loaded(assignment.worker(), -weight(task));
  }

  public ClusterImage withLedgers(HashPMap<Long, Ledger> now) {
    return new ClusterImage(tasks, assignments, now, workers, loads);
  }

  public ClusterImage withWorkers(TreePMap<String, WorkerNode> now) {
    return new ClusterImage(tasks, assignments, ledgers, now, loads);
  }

  private ClusterImage with(TreePMap<String, TaskEntry> now) {
    return new ClusterImage(now, assignments, ledgers, workers, loads);
  }

  private ClusterImage withAssignments(HashPMap<String, Assignment> now) {
    return new ClusterImage(tasks, now, ledgers, workers, loads);
  }

  private ClusterImage loaded(String worker, long more) {
    var load = load(worker) + more;
    return new ClusterImage(
        tasks,
        assignments,
        ledgers,
        workers,
        load == 0 ? loads.minus(worker) : loads.plus(worker, load));
  }

  /** A task that is not known yet counts as 1 until it is. */
  private long weight(String task) {
    var entry = tasks.get(task);
    return entry == null ? 1 : entry.task().spec().weight();
  }
}
