package io.crawlkeeper.master.cluster;

import io.crawlkeeper.model.Assignment;
import io.crawlkeeper.model.Cordon;
import io.crawlkeeper.model.Ledger;
import io.crawlkeeper.model.RequestQueue;
import io.crawlkeeper.model.RunRequest;
import io.crawlkeeper.model.WorkerNode;
import java.time.Instant;
import java.util.List;
import java.util.stream.Stream;
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
 * @param requests what users asked of the owner of each task, by the task's id; none for a task of
 *     which nothing was ever asked
 * @param workers those alive, by name with incarnation
 * @param cordons workers that get no more tasks, by name with incarnation
 * @param loads weight of the tasks on each worker, alive or not; none for a worker without tasks
 */
public record ClusterImage(
    TreePMap<String, TaskEntry> tasks,
    HashPMap<String, Assignment> assignments,
    HashPMap<Long, Ledger> ledgers,
    HashPMap<Long, RequestQueue> requests,
    TreePMap<String, WorkerNode> workers,
    HashPMap<String, Cordon> cordons,
    HashPMap<String, Long> loads) {

  public static final ClusterImage EMPTY =
      new ClusterImage(
          TreePMap.empty(),
          HashTreePMap.empty(),
          HashTreePMap.empty(),
          HashTreePMap.empty(),
          TreePMap.empty(),
          HashTreePMap.empty(),
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

  /** The workers alive of that id, or the one of that name with incarnation. */
  public List<WorkerNode> workersCalled(String idOrName) {
    var named = workers.get(idOrName);
    return named != null
        ? List.of(named)
        : workers.values().stream().filter(worker -> worker.id().equals(idOrName)).toList();
  }

  public @Nullable Cordon cordon(String worker) {
    return cordons.get(worker);
  }

  /** Whether the worker is being emptied. */
  public boolean drains(String worker) {
    var cordon = cordons.get(worker);
    return cordon != null && cordon.drains();
  }

  /** The task of that id; null if there is none, or nothing has been heard of it but its name. */
  public @Nullable TaskEntry taskById(long id) {
    var ledger = ledgers.get(id);
    var queue = requests.get(id);
    var name = ledger != null ? ledger.task() : queue != null ? queue.task() : null;
    var entry = name == null ? null : tasks.get(name);
    return entry != null && entry.id() == id ? entry : null;
  }

  public RequestQueue requests(TaskEntry entry) {
    var queue = requests.get(entry.id());
    return queue == null ? RequestQueue.empty(entry.name(), entry.id()) : queue;
  }

  /** Requests that the owner of the task has not taken up yet, as far as is known; oldest first. */
  public Stream<RunRequest> waiting(TaskEntry entry) {
    var ledger = ledger(entry);
    var takenUp = ledger == null ? 0 : ledger.request();
    return requests(entry).requests().stream().filter(request -> request.number() > takenUp);
  }

  /** Number of the last request to the owners of the task. */
  public long lastRequest(TaskEntry entry) {
    var ledger = ledger(entry);
    // The queue can have been deleted by an operator; a number never comes twice all the same.
    return Math.max(requests(entry).last(), ledger == null ? 0 : ledger.request());
  }

  /** The task on that worker, as it is now. A hand-over that the worker has begun goes on. */
  public Assignment assign(TaskEntry entry, String worker) {
    var before = assignment(entry.name());
    return assign(
        entry, worker, before != null && before.worker().equals(worker) ? before.until() : null);
  }

  /** The task on that worker, to be handed over until then; null if it is to keep it. */
  public Assignment assign(TaskEntry entry, String worker, @Nullable Instant until) {
    return new Assignment(
        entry.name(),
        entry.id(),
        worker,
        entry.version(),
        entry.task().generation(),
        lastRequest(entry),
        until);
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
    return new ClusterImage(tasks, assignments, now, requests, workers, cordons, loads);
  }

  public ClusterImage withRequests(RequestQueue queue) {
    return withRequests(requests.plus(queue.taskId(), queue));
  }

  public ClusterImage withoutRequests(long taskId) {
    return withRequests(requests.minus(taskId));
  }

  private ClusterImage withRequests(HashPMap<Long, RequestQueue> now) {
    return new ClusterImage(tasks, assignments, ledgers, now, workers, cordons, loads);
  }

  public ClusterImage withWorkers(TreePMap<String, WorkerNode> now) {
    return new ClusterImage(tasks, assignments, ledgers, requests, now, cordons, loads);
  }

  public ClusterImage withCordon(Cordon cordon) {
    return withCordons(cordons.plus(cordon.worker(), cordon));
  }

  public ClusterImage withoutCordon(String worker) {
    return withCordons(cordons.minus(worker));
  }

  private ClusterImage withCordons(HashPMap<String, Cordon> now) {
    return new ClusterImage(tasks, assignments, ledgers, requests, workers, now, loads);
  }

  private ClusterImage with(TreePMap<String, TaskEntry> now) {
    return new ClusterImage(now, assignments, ledgers, requests, workers, cordons, loads);
  }

  private ClusterImage withAssignments(HashPMap<String, Assignment> now) {
    return new ClusterImage(tasks, now, ledgers, requests, workers, cordons, loads);
  }

  private ClusterImage loaded(String worker, long more) {
    var load = load(worker) + more;
    return new ClusterImage(
        tasks,
        assignments,
        ledgers,
        requests,
        workers,
        cordons,
        load == 0 ? loads.minus(worker) : loads.plus(worker, load));
  }

  /** A task that is not known yet counts as 1 until it is. */
  private long weight(String task) {
    var entry = tasks.get(task);
    return entry == null ? 1 : entry.task().spec().weight();
  }
}
