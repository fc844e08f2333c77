package io.crawlkeeper.master.leader;

import io.crawlkeeper.master.cluster.ClusterImage;
import io.crawlkeeper.master.cluster.TaskEntry;
import io.crawlkeeper.master.placement.HandOvers;
import io.crawlkeeper.master.placement.Move;
import io.crawlkeeper.master.placement.Placement;
import io.crawlkeeper.model.Assignment;
import java.time.Instant;
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
    if (move.from() != null && move.from().equals(move.to())) {
      renew(cluster().assign(entry, move.from(), null));
      return;
    }
    if (move.from() != null) {
      add(new Change.Unassigned(move.from(), entry.name()));
    }
    if (move.to() != null) {
      assign(entry, move.to());
    }
  }

  /**
   * Moves a task to even out the load. Its owner may be about to begin something that the leader
   * has not heard of, so it has to let go of the task first.
   */
  void even(Move move, Instant now) {
    var entry = cluster().task(move.task());
    if (entry == null || move.from() == null) {
      return;
    }
    if (HandOvers.needless(cluster(), entry)) {
      move(entry, move);
    } else {
      renew(cluster().assign(entry, move.from(), now.plus(HandOvers.TO_BALANCE)));
    }
  }

  /** Tells the owner, if there is one, what is new about the task. */
  void renew(TaskEntry entry) {
    var assignment = cluster().assignment(entry.name());
    if (assignment != null) {
      renew(cluster().assign(entry, assignment.worker()));
    }
  }

  void renew(Assignment assignment) {
    add(new Change.Renewed(assignment));
  }

  private void assign(TaskEntry entry, String worker) {
    if (!image.folders().contains(worker)) {
      add(new Change.FolderMade(worker));
    }
    add(new Change.Assigned(cluster().assign(entry, worker, null)));
  }

  Decision decide(Reply reply) {
    return new Decision(changes, reply);
  }

  List<Change> changes() {
    return List.copyOf(changes);
  }
}
