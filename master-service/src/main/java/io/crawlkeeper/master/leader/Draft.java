package io.crawlkeeper.master.leader;

import io.crawlkeeper.master.cluster.ClusterImage;
import io.crawlkeeper.master.cluster.TaskEntry;
import io.crawlkeeper.master.placement.Move;
import io.crawlkeeper.master.placement.Placement;
import io.crawlkeeper.model.Assignment;
import java.util.ArrayList;
import java.util.List;

/** A decision in the making: every change added is at once part of the image. */
final class Draft {

  private final List<Change> changes = new ArrayList<>();
  private LeaderImage image;

  Draft(LeaderImage image) {
    this.image = image;
  }

  void add(Change change) {
    changes.add(change);
    image = image.after(change);
  }

  ClusterImage cluster() {
    return image.cluster();
  }

  LeaderImage image() {
    return image;
  }

  /** Whether this very decision brings the task into being. */
  boolean created(TaskEntry entry) {
    return changes.contains(new Change.TaskStored(entry));
  }

  /** Makes the run znode of a task that lacks it. */
  void mendRun(TaskEntry entry) {
    if (image.runless().contains(entry.id())) {
      add(new Change.RunMade(entry));
    }
  }

  /** Places a task that has no place, if a worker fits. */
  void place(TaskEntry entry) {
    Placement.choose(cluster(), entry.task().spec())
        .ifPresent(worker -> assign(entry, worker.name()));
  }

  void move(TaskEntry entry, Move move) {
    if (move.from() != null) {
      add(new Change.Unassigned(move.from(), entry.name()));
    }
    if (move.to() != null) {
      assign(entry, move.to());
    }
  }

  private void assign(TaskEntry entry, String worker) {
    if (!image.folders().contains(worker)) {
      add(new Change.FolderMade(worker));
    }
    add(new Change.Assigned(assignment(entry, worker)));
  }

  static Assignment assignment(TaskEntry entry, String worker) {
    return new Assignment(
        entry.name(), entry.id(), worker, entry.version(), entry.task().generation(), 0, null);
  }

  Decision decide(Reply reply) {
    return new Decision(changes, reply);
  }

  List<Change> changes() {
    return List.copyOf(changes);
  }
}
