package io.crawlkeeper.history;

import io.crawlkeeper.history.History.HistoryAwayException;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Port to the runs that the history has forgotten a short while ago. Calls block. */
public interface Expired {

  /**
   * Those that were forgotten within the last days, by time and id.
   *
   * @param after where the page before ended; null for the first
   * @param limit at most so many
   */
  List<ExpiredRun> runs(@Nullable Place after, int limit) throws HistoryAwayException;

  /** Forgets also that runs were forgotten before that time. */
  void forget(Instant before) throws HistoryAwayException;

  /**
   * @param run id
   * @param task its name
   * @param time when it was forgotten
   */
  record ExpiredRun(String run, String task, Instant time) {

    public Place place() {
      return new Place(time, run);
    }
  }

  /** Where a forgotten run stands among all of them. */
  record Place(Instant time, String run) {}
}
