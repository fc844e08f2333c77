package io.crawlkeeper.master.web;

import io.crawlkeeper.master.cluster.ClusterImage;
import io.crawlkeeper.master.cluster.TaskEntry;
import io.crawlkeeper.model.Ledger;
import io.crawlkeeper.model.Run;
import io.crawlkeeper.model.RunRequest;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.Comparator;
import java.util.Objects;
import java.util.stream.Stream;
import tools.jackson.databind.node.ObjectNode;

/**
 * A run in a list, made or only asked for.
 *
 * @param created to the millisecond
 */
record RunItem(String id, Instant created, ObjectNode json) {

  static final Comparator<RunItem> NEWEST_FIRST =
      Comparator.comparing(RunItem::created).thenComparing(RunItem::id).reversed();

  static RunItem of(Run run) {
    return new RunItem(run.id(), ordered(run.createTime()), RunJson.of(run));
  }

  static RunItem of(String task, RunRequest request) {
    var id = Objects.requireNonNull(request.run(), "a request for a run has its id");
    return new RunItem(id, ordered(request.time()), RunJson.requested(task, id, request.time()));
  }

  /** As exact as in the history, so that a run keeps its place when it gets there. */
  private static Instant ordered(Instant created) {
    return created.truncatedTo(ChronoUnit.MILLIS);
  }

  /** Runs that the ledger of a task knows: newer than what the history has of them. */
  static Stream<Run> known(Ledger ledger) {
    return Stream.concat(Stream.ofNullable(ledger.last()), ledger.live().stream());
  }

  /** Runs that were asked for and are not made yet. */
  static Stream<RunRequest> asked(ClusterImage image, TaskEntry entry) {
    return image.waiting(entry).filter(request -> request.kind() == RunRequest.Kind.RUN);
  }

  boolean isAfter(RunCursor cursor) {
    var order = created.compareTo(cursor.created());
    return order < 0 || (order == 0 && id.compareTo(cursor.id()) < 0);
  }
}
