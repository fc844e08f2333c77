package io.crawlkeeper.worker.crawl.recrawl;

import io.crawlkeeper.history.History;
import io.crawlkeeper.history.History.HistoryAwayException;
import io.crawlkeeper.history.History.RunQuery;
import io.crawlkeeper.model.Run;
import io.crawlkeeper.model.RunPlan;
import java.io.IOException;
import java.time.Instant;
import java.util.List;

/**
 * The earlier runs that the history knows. Results go with the history of their run, so runs last
 * that are in the newer half of what the task keeps: what refers to them can be read until it is in
 * the older half itself, and a body is fetched anew before its run is forgotten.
 */
public final class HistoryEarlierRuns implements EarlierRuns {
  /** However much is kept: what a site has called unchanged for so long is looked at again. */
  private static final int MOST = 200;

  private final History history;

  public HistoryEarlierRuns(History history) {
    this.history = history;
  }

  @Override
  public List<Run> lasting(Run run, RunPlan.History kept, Instant now) throws IOException {
    var most = Math.min(MOST, (kept.runs() - 1) / 2);
    if (most == 0) {
      return List.of();
    }
    var from = now.minus(kept.age().dividedBy(2));
    // Runs that are under way are among them, this one at least.
    var query = new RunQuery(run.taskId(), null, null, null, from, null, null, most);
    try {
      return history.runs(query).stream()
          .filter(other -> other.state().ended() && !other.id().equals(run.id()))
          .toList();
    } catch (HistoryAwayException e) {
      throw new IOException(e.getMessage(), e);
    }
  }
}
