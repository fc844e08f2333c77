package io.crawlkeeper.history;

import io.crawlkeeper.history.History.HistoryAwayException;
import java.time.Instant;
import java.util.List;

/** Port to the runs that the history has forgotten a short while ago. Calls block. */
public interface Expired {

  /** Those that were forgotten within the last days, some thousands at most. */
  List<ExpiredRun> runs() throws HistoryAwayException;

  /** Forgets also that runs were forgotten before that time. */
  void forget(Instant before) throws HistoryAwayException;

  /**
   * @param run id
   * @param task its name
   */
  record ExpiredRun(String run, String task) {}
}
