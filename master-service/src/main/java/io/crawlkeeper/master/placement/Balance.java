package io.crawlkeeper.master.placement;

import io.crawlkeeper.master.cluster.ClusterImage;
import io.crawlkeeper.master.cluster.TaskEntry;
import io.crawlkeeper.model.WorkerNode;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * Evens out the load, moving as little as possible and nothing that runs.
 *
 * <p>Goal: no worker carries more than the mean plus one unit of weight, beyond what required
 * labels and running crawls force. Algorithm: as long as a worker is over that bound, its heaviest
 * movable task that fits on a worker which stays lighter than the giver goes to the lightest such
 * worker. Every move lowers the sum of squared loads, so it ends.
 *
 * <p>Example: loads 6, 0 and 0 of unit tasks have mean 2 and bound 3: three moves give 3, 2, 1.
 */
final class Balance {

  private final Map<String, List<TaskEntry>> movable = new HashMap<>();
  private final List<Move> moves = new ArrayList<>();
  private ClusterImage image;

  private Balance(ClusterImage image) {
    this.image = image;
  }

  static List<Move> moves(ClusterImage image) {
    if (image.workers().size() < 2) {
      return List.of();
    }
    var balance = new Balance(image);
    return balance.overloaded().isEmpty() ? List.of() : balance.even();
  }

  private List<Move> even() {
    gatherMovable();
    while (moveOne()) {
      // Each turn makes one move.
    }
    return moves;
  }

  private void gatherMovable() {
    var heaviestFirst =
        Comparator.<TaskEntry>comparingInt(entry -> -entry.task().spec().weight())
            .thenComparing(TaskEntry::name);
    for (var assignment : image.assignments().values()) {
      var entry = image.task(assignment.task());
      if (entry != null && !image.running(entry)) {
        movable.computeIfAbsent(assignment.worker(), name -> new ArrayList<>()).add(entry);
      }
    }
    movable.values().forEach(entries -> entries.sort(heaviestFirst));
  }

  private boolean moveOne() {
    for (var giver : overloaded()) {
      for (var entry : movable.getOrDefault(giver.name(), List.of())) {
        var taker = taker(giver, entry);
        if (taker.isPresent()) {
          move(entry, giver, taker.get());
          return true;
        }
      }
    }
    return false;
  }

  private List<WorkerNode> overloaded() {
    var workers = image.workers().values();
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
    movable.getOrDefault(giver.name(), List.of()).remove(entry);
    image = Moves.apply(image, entry, taker.name());
  }
}
