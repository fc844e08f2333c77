package io.crawlkeeper.simulation.invariants;

import static io.crawlkeeper.simulation.invariants.Invariant.NO_COMMIT_OF_A_SUPERSEDED_ATTEMPT;

import io.crawlkeeper.model.Ledger;
import io.crawlkeeper.model.Run;
import io.crawlkeeper.model.RunState.Live;
import java.util.HashMap;
import java.util.Map;

/** What may become of a run, and by whom. */
final class Transitions {

  /** Runs as they were committed last. */
  private final Map<String, Run> runs = new HashMap<>();

  Map<String, Run> runs() {
    return runs;
  }

  void check(String writer, Ledger before, Ledger after) {
    for (var run : before.live()) {
      var now = after.run(run.id());
      if (now.isPresent()) {
        check(writer, run, now.get());
      } else {
        // Several may end by one commit, and only the last of them stays.
        NO_COMMIT_OF_A_SUPERSEDED_ATTEMPT.check(
            after.last() != null && after.last().state().ended(),
            () -> run + " is gone from " + after);
      }
    }
    after.live().forEach(run -> check(writer, run));
    if (after.last() != null) {
      check(writer, after.last());
    }
  }

  /** Also against the last word on it, wherever that was. */
  private void check(String writer, Run now) {
    var last = runs.put(now.id(), now);
    if (last != null && !last.equals(now)) {
      check(writer, last, now);
    }
  }

  private static void check(String writer, Run before, Run now) {
    NO_COMMIT_OF_A_SUPERSEDED_ATTEMPT.check(
        allowed(writer, before, now), () -> writer + " makes " + now + " of " + before);
  }

  private static boolean allowed(String writer, Run before, Run now) {
    if (before.equals(now)) {
      return true;
    }
    if (before.state().ended()) {
      return false;
    }
    if (now.attempt() > before.attempt()) {
      return now.attempt() == before.attempt() + 1
          && now.is(Live.RUNNING)
          && now.worker().equals(writer)
          && (!before.is(Live.RUNNING) || before.worker().equals(writer));
    }
    if (now.attempt() < before.attempt()) {
      return false;
    }
    return before.is(Live.RUNNING) && !now.is(Live.LOST) && !now.is(Live.RUNNING)
        ? before.worker().equals(writer)
        : before.state().equals(now.state()) || before.state().mayBecome(now.state());
  }
}
