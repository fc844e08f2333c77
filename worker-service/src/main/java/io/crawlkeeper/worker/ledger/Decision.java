package io.crawlkeeper.worker.ledger;

import io.crawlkeeper.model.Ledger;
import io.crawlkeeper.model.Run;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * What is to be done about a task.
 *
 * @param ledger to be committed; the very one of before if nothing is to be written
 * @param starts runs whose attempt begins once the ledger is committed
 * @param ended runs that end by the commit; the history has to have them before
 * @param stops attempts that are to be ended, by run id; they may have been told before
 * @param waits whether a run could begin if there were a slot
 * @param wake when to decide again at the latest; null if only an event can change anything
 */
public record Decision(
    Ledger ledger,
    List<Run> starts,
    List<Run> ended,
    Map<String, String> stops,
    boolean waits,
    @Nullable Instant wake) {

  public Decision {
    starts = List.copyOf(starts);
    ended = List.copyOf(ended);
    stops = Map.copyOf(stops);
  }
}
