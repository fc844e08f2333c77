package io.crawlkeeper.master.placement;

import io.crawlkeeper.master.cluster.ClusterImage;
import io.crawlkeeper.master.cluster.TaskEntry;
import io.crawlkeeper.master.cluster.TaskState;
import io.crawlkeeper.master.placement.Explanation.Candidate;
import io.crawlkeeper.model.TaskSpec;
import io.crawlkeeper.model.WorkerNode;
import java.util.List;
import java.util.SortedMap;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/** Puts the rules of {@link Placement} into words for one task. */
final class Explainer {

  private Explainer() {}

  static Explanation explain(ClusterImage image, TaskEntry entry) {
    var assignment = image.assignment(entry.name());
    var owner = assignment == null ? null : assignment.worker();
    var candidates =
        image.workers().values().stream()
            .map(worker -> candidate(image, entry.task().spec(), worker, owner))
            .toList();
    var end = end(image, entry);
    var reason = end == null ? reason(image, entry, owner, candidates) : end;
    return new Explanation(owner, reason, candidates);
  }

  /** How a task ended that runs once; null if there is something left to do for it. */
  private static @Nullable String end(ClusterImage image, TaskEntry entry) {
    var ledger = image.ledger(entry);
    var run = ledger == null || !ledger.settled(entry.task()) ? null : ledger.last();
    if (run == null) {
      return null;
    }
    var time = run.endTime() == null ? "" : " at " + run.endTime();
    var why = run.reason() == null ? "." : ": " + run.reason();
    return "It is over and needs no worker. Its run %s %s%s%s"
        .formatted(run.id(), ended(image.state(entry)), time, why);
  }

  private static String ended(TaskState state) {
    return switch (state) {
      case SUCCEEDED -> "succeeded";
      case FAILED -> "failed";
      case TIMED_OUT -> "timed out";
      case CANCELLED -> "was cancelled";
      case PENDING, ASSIGNED, SCHEDULED, PAUSED, RUNNING, RETRYING ->
          throw new IllegalArgumentException(state + " is no end");
    };
  }

  private static Candidate candidate(
      ClusterImage image, TaskSpec spec, WorkerNode worker, @Nullable String owner) {
    var load = image.load(worker.name());
    if (!Placement.fits(worker, spec)) {
      return new Candidate(worker.name(), load, false, lack(worker, spec));
    }
    if (worker.name().equals(owner)) {
      return new Candidate(worker.name(), load, true, "assigned");
    }
    var cordon = image.cordon(worker.name());
    return cordon == null
        ? new Candidate(worker.name(), load, true, "possible")
        : new Candidate(worker.name(), load, false, cordon.drains() ? "drains" : "is cordoned");
  }

  private static String reason(
      ClusterImage image, TaskEntry entry, @Nullable String owner, List<Candidate> candidates) {
    if (owner != null) {
      return ofPlaced(image, entry, owner, candidates);
    }
    if (candidates.isEmpty()) {
      return "No worker is there; it will be placed as soon as one joins.";
    }
    var spec = entry.task().spec();
    var workers = image.workers().values();
    if (workers.stream().noneMatch(worker -> worker.kinds().contains(spec.kind()))) {
      return "No worker offers %s; it will be placed as soon as one joins that does."
          .formatted(spec.kind());
    }
    if (workers.stream().noneMatch(worker -> Placement.fits(worker, spec))) {
      return "No worker that is there%s has the labels that it requires: %s."
          .formatted(offering(image, spec), text(new TreeMap<>(spec.requiredLabels())));
    }
    return candidates.stream().anyMatch(Candidate::eligible)
        ? "A worker fits; the leader is about to place it."
        : "Every worker that fits is cordoned; it will be placed as soon as one is not.";
  }

  /** Only where it is not true of all. */
  private static String offering(ClusterImage image, TaskSpec spec) {
    return image.workers().values().stream()
            .allMatch(worker -> worker.kinds().contains(spec.kind()))
        ? ""
        : " and offers " + spec.kind();
  }

  private static String ofPlaced(
      ClusterImage image, TaskEntry entry, String owner, List<Candidate> candidates) {
    if (image.worker(owner) == null) {
      return "Its worker %s is gone; the leader is about to move it.".formatted(owner);
    }
    var assignment = image.assignment(entry.name());
    if (assignment != null && assignment.until() != null) {
      return candidates.stream().anyMatch(one -> one.verdict().equals("possible"))
          ? "Its worker is to hand it over until %s; then it moves.".formatted(assignment.until())
          : "Its worker is to hand it over, and no other worker fits; it stays where it is, and"
              + " nothing of it is started there.";
    }
    return "It was placed on the least loaded worker that fits, and stays until that worker leaves,"
        + " drains, no longer fits, or carries more than the mean load plus one.";
  }

  private static String lack(WorkerNode worker, TaskSpec spec) {
    if (!worker.kinds().contains(spec.kind())) {
      return "does not offer " + spec.kind();
    }
    var missing = new TreeMap<>(spec.requiredLabels());
    missing.entrySet().removeAll(worker.labels().entrySet());
    return "lacks " + text(missing);
  }

  private static String text(SortedMap<String, String> labels) {
    return String.join(
        ", ", labels.entrySet().stream().map(e -> e.getKey() + "=" + e.getValue()).toList());
  }
}
