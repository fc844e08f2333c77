package io.crawlkeeper.worker.ledger;

import io.crawlkeeper.model.Run;
import io.crawlkeeper.model.Run.Cause;
import io.crawlkeeper.model.RunRequest;
import io.crawlkeeper.model.RunRequest.Kind;
import io.crawlkeeper.model.RunState.Ended;
import io.crawlkeeper.model.ScheduleSpec.Overlap;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Which runs have to end before they are through, and why. It follows anew from the facts at each
 * decision, so that it holds for the next owner as well.
 */
final class Ends {

  /** How a run has to end. */
  record End(Ended state, String reason) {}

  private final Draft draft;
  private final List<RunRequest> waiting;

  /**
   * @param waiting requests that have not been taken up
   */
  Ends(Draft draft, List<RunRequest> waiting) {
    this.draft = draft;
    this.waiting = waiting;
  }

  Optional<End> of(Run run) {
    if (run.generation() < draft.task().generation()) {
      return cancelled("the task was changed");
    }
    if (waiting.stream().anyMatch(one -> one.kind() == Kind.CANCEL && run.id().equals(one.run()))) {
      return cancelled("a user has cancelled it");
    }
    if (replaced(run)) {
      return cancelled("a later run has replaced it");
    }
    var deadline = deadline(run);
    if (deadline != null && !draft.now().isBefore(deadline)) {
      var timeout = draft.task().spec().effectiveRun().timeout();
      return Optional.of(new End(Ended.TIMED_OUT, "it took longer than its timeout, " + timeout));
    }
    return Optional.empty();
  }

  private static Optional<End> cancelled(String reason) {
    return Optional.of(new End(Ended.CANCELLED, reason));
  }

  private boolean replaced(Run run) {
    if (run.cause() != Cause.TICK
        || draft.task().spec().effectiveSchedule().plan().overlap() != Overlap.REPLACE) {
      return false;
    }
    var live = draft.live();
    var place = live.indexOf(run);
    return live.subList(place + 1, live.size()).stream()
        .anyMatch(later -> later.cause() == Cause.TICK);
  }

  /** Null if the run has no timeout, or has not begun. */
  @Nullable Instant deadline(Run run) {
    var timeout = draft.task().spec().effectiveRun().timeout();
    var began = run.startTime();
    return timeout == null || began == null ? null : began.plus(timeout);
  }
}
