package io.crawlkeeper.master.placement;

import static java.util.Comparator.comparing;

import io.crawlkeeper.master.cluster.ClusterImage;
import io.crawlkeeper.master.cluster.TaskEntry;
import io.crawlkeeper.model.WorkerNode;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.PriorityQueue;
import java.util.Queue;
import java.util.TreeMap;

/**
 * Evens out the load, moving as little as possible, and what runs only if so wanted.
 *
 * <p>Goal: no worker carries more than the mean plus one unit of weight, beyond what kinds,
 * required labels and running crawls force. Workers that are cordoned neither give nor take, and
 * tasks that are being handed over count as if they were where they will go. Algorithm: as long as
 * a worker is over that bound, its heaviest movable task that fits on a worker which stays lighter
 * than the giver goes to the lightest such worker. Every move lowers the sum of squared loads, so
 * it ends. Tasks of the same kind, weight and requirements are all alike, so one of them is looked
 * at for all.
 *
 * <p>Example: loads 6, 0 and 0 of unit tasks have mean 2 and bound 3: three moves give 3, 2, 1.
 */
final class Balance {

  /** Heaviest first. */
  private static final Comparator<Shape> HEAVIEST =
      Comparator.<Shape>comparingInt(shape -> -shape.weight())
          .thenComparing(Shape::kind)
          .thenComparing(shape -> new TreeMap<>(shape.requires()).toString());

  /** By worker, tasks that are alike together, the heaviest first. */
  private final Map<String, List<Queue<TaskEntry>>> movable = new HashMap<>();

  private final List<Move> moves = new ArrayList<>();
  private final boolean running;
  private final List<WorkerNode> workers;
  private ClusterImage image;

  /** All that placement looks at in a task. */
  private record Shape(int weight, String kind, Map<String, String> requires) {

    static Shape of(TaskEntry entry) {
      var spec = entry.task().spec();
      return new Shape(spec.weight(), spec.kind(), spec.requiredLabels());
    }
  }

  private Balance(ClusterImage image, boolean running) {
    this.image = image;
    this.running = running;
    this.workers =
        image.workers().values().stream()
            .filter(worker -> image.cordon(worker.name()) == null)
            .toList();
  }

  static List<Move> moves(ClusterImage image, boolean running) {
    var balance = new Balance(afterHandOvers(image), running);
    return balance.workers.size() < 2 || balance.overloaded().isEmpty()
        ? List.of()
        : balance.even(image);
  }

  /** As it will probably be when the hand-overs under way have ended. */
  private static ClusterImage afterHandOvers(ClusterImage image) {
    var after = image;
    for (var assignment : image.assignments().values()) {
      var entry = assignment.until() == null ? null : image.task(assignment.task());
      if (entry != null) {
        var without = after.withoutAssignment(entry.name());
        var to = Placement.choose(without, entry.task().spec());
        after = to.isPresent() ? Moves.apply(without, entry, to.get().name()) : after;
      }
    }
    return after;
  }

  private List<Move> even(ClusterImage now) {
    gatherMovable(now);
    while (moveOne()) {
      // Each turn makes one move.
    }
    return moves;
  }

  private void gatherMovable(ClusterImage now) {
    var alike = new HashMap<String, Map<Shape, Queue<TaskEntry>>>();
    for (var assignment : now.assignments().values()) {
      var entry = assignment.until() == null ? now.task(assignment.task()) : null;
      if (entry != null && movable(now, entry, assignment.worker())) {
        alike
            .computeIfAbsent(assignment.worker(), name -> new HashMap<>())
            .computeIfAbsent(
                Shape.of(entry), shape -> new PriorityQueue<>(comparing(TaskEntry::name)))
            .add(entry);
      }
    }
    alike.forEach((worker, shapes) -> movable.put(worker, heaviestFirst(shapes)));
  }

  /** What a worker says of a hand-over that was called off must not count for the next. */
  private boolean movable(ClusterImage now, TaskEntry entry, String worker) {
    return (running || !now.running(entry)) && !HandOvers.released(now, entry, worker);
  }

  private static List<Queue<TaskEntry>> heaviestFirst(Map<Shape, Queue<TaskEntry>> shapes) {
    return shapes.entrySet().stream()
        .sorted(Map.Entry.comparingByKey(HEAVIEST))
        .map(Map.Entry::getValue)
        .toList();
  }

  private boolean moveOne() {
    for (var giver : overloaded()) {
      for (var alike : movable.getOrDefault(giver.name(), List.of())) {
        var taker = alike.isEmpty() ? Optional.<WorkerNode>empty() : taker(giver, alike.element());
        if (taker.isPresent()) {
          move(alike.remove(), giver, taker.get());
          return true;
        }
      }
    }
    return false;
  }

  private List<WorkerNode> overloaded() {
    var total = workers.stream().mapToLong(worker -> image.load(worker.name())).sum();
    return workers.stream()
        .filter(worker -> (image.load(worker.name()) - 1) * workers.size() > total)
        .sorted(Comparator.comparingLong(worker -> -image.load(worker.name())))
        .toList();
  }

  private Optional<WorkerNode> taker(WorkerNode giver, TaskEntry entry) {
    var weight = entry.task().spec().weight();
    return Placement.choose(image, entry.task().spec())
        .filter(worker -> image.load(worker.name()) + weight < image.load(giver.name()));
  }

  private void move(TaskEntry entry, WorkerNode giver, WorkerNode taker) {
    moves.add(new Move(entry.name(), giver.name(), taker.name()));
    image = Moves.apply(image, entry, taker.name());
  }
}
