package io.crawlkeeper.master.placement;

import io.crawlkeeper.master.cluster.ClusterImage;
import io.crawlkeeper.master.cluster.TaskEntry;
import io.crawlkeeper.model.TaskSpec;
import io.crawlkeeper.model.WorkerNode;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;

/**
 * Decides where tasks live.
 *
 * <p>Goals, in this order: every task on a worker that carries out its kind and has the labels it
 * requires; few moves; even load by weight. A task is placed on the least loaded worker that fits
 * and is not cordoned, the first by name among equals. Only the tasks of a worker that is gone, or
 * no longer fits, have to move at once; those that are to be handed over ({@link HandOvers}) move
 * when their owner has let go of them.
 *
 * <p>Deterministic: the same image gives the same answer on every master.
 */
public final class Placement {

  private Placement() {}

  /** The worker for a new task; empty if none fits. */
  public static Optional<WorkerNode> choose(ClusterImage image, TaskSpec spec) {
    WorkerNode lightest = null;
    var least = Long.MAX_VALUE;
    for (var worker : image.workers().values()) {
      var load = image.load(worker.name());
      if (load < least && image.cordon(worker.name()) == null && fits(worker, spec)) {
        lightest = worker;
        least = load;
      }
    }
    return Optional.ofNullable(lightest);
  }

  public static boolean fits(WorkerNode worker, TaskSpec spec) {
    return worker.fits(spec);
  }

  /** The moves that even out the load, those of running tasks too if so wanted. */
  public static List<Move> rebalance(ClusterImage image, boolean running) {
    return Balance.moves(image, running);
  }

  /** The moves that bring every task to a worker that is alive and fits. */
  public static List<Move> house(ClusterImage image) {
    var moves = new ArrayList<Move>();
    var placed = image;
    for (var entry : homeless(image)) {
      var from = image.assignment(entry.name());
      var to = choose(placed, entry.task().spec());
      var move =
          new Move(
              entry.name(),
              from == null ? null : from.worker(),
              to.map(WorkerNode::name).orElse(null));
      if (move.from() != null || move.to() != null) {
        moves.add(move);
      }
      placed = Moves.apply(placed, entry, move.to());
    }
    return moves;
  }

  /** Tasks that are on no worker that is alive and fits; the heaviest first, to fill up evenly. */
  private static List<TaskEntry> homeless(ClusterImage image) {
    return image.tasks().values().stream()
        .filter(entry -> !housed(image, entry))
        .sorted(
            Comparator.<TaskEntry>comparingInt(entry -> -entry.task().spec().weight())
                .thenComparing(TaskEntry::name))
        .toList();
  }

  private static boolean housed(ClusterImage image, TaskEntry entry) {
    var assignment = image.assignment(entry.name());
    var worker = assignment == null ? null : image.worker(assignment.worker());
    return worker != null && fits(worker, entry.task().spec());
  }

  /** Why the task is where it is, or why it waits. */
  public static Explanation explain(ClusterImage image, TaskEntry entry) {
    return Explainer.explain(image, entry);
  }
}
