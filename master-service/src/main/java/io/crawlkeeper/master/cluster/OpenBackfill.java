package io.crawlkeeper.master.cluster;

import io.crawlkeeper.model.Backfill;
import io.crawlkeeper.model.RunRequest;
import io.crawlkeeper.model.RunRequest.Kind;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * A backfill that is not through.
 *
 * @param id of its request, in the form of the id of a run: {@code 2501-r3}
 * @param backfill as far as it is
 * @param state whether its owner knows of it
 */
public record OpenBackfill(String id, Backfill backfill, State state) {

  /** Where a backfill stands. */
  public enum State {
    /** Its owner has not taken it up. */
    REQUESTED,
    OPEN,
    /** Its owner is asked to run no more of it. */
    CANCELLING
  }

  /** Those of a task, oldest first. */
  public static List<OpenBackfill> of(ClusterImage image, TaskEntry entry) {
    var cancelled =
        image
            .waiting(entry)
            .filter(request -> request.kind() == Kind.CANCEL)
            .map(request -> String.valueOf(request.run()))
            .collect(Collectors.toSet());
    var ledger = image.ledger(entry);
    var taken =
        (ledger == null ? Stream.<Backfill>of() : ledger.backfills().stream())
            .map(backfill -> of(entry, backfill, State.OPEN));
    var asked =
        image
            .waiting(entry)
            .map(RunRequest::backfill)
            .flatMap(Stream::ofNullable)
            .map(backfill -> of(entry, backfill, State.REQUESTED));
    return Stream.concat(taken, asked)
        .map(one -> cancelled.contains(one.id()) ? one.cancelling() : one)
        .toList();
  }

  /** The one of that id, if it is not through. */
  public static Optional<OpenBackfill> of(ClusterImage image, TaskEntry entry, String id) {
    return of(image, entry).stream().filter(one -> one.id().equals(id)).findFirst();
  }

  private static OpenBackfill of(TaskEntry entry, Backfill backfill, State state) {
    return new OpenBackfill(RunRequest.id(entry.id(), backfill.request()), backfill, state);
  }

  private OpenBackfill cancelling() {
    return new OpenBackfill(id, backfill, State.CANCELLING);
  }
}
