package io.crawlkeeper.worker.ledger;

import io.crawlkeeper.model.Progress;
import io.crawlkeeper.model.Run.Outcome;
import java.time.Instant;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * What a decision depends on, besides the task and its ledger.
 *
 * @param worker name of this worker with its incarnation
 * @param mayFire whether the clock agrees with ZooKeeper's
 * @param mayStart whether the session is sure enough to begin something new
 * @param leaving whether this worker gives back all that it has
 * @param freeSlots attempts that may be begun now
 * @param recorded number of the last tick that the history has for certain
 * @param attempts those of this task that are, or were until now, under way here, by run id
 */
public record Situation(
    String worker,
    Instant now,
    boolean mayFire,
    boolean mayStart,
    boolean leaving,
    int freeSlots,
    long recorded,
    Map<String, Try> attempts) {

  public Situation {
    attempts = Map.copyOf(attempts);
  }

  /**
   * An attempt of this process.
   *
   * @param number of the attempt
   * @param over whether its executor has returned
   * @param outcome null if it was stopped, or is not over
   * @param progress to be written now; null if it need not be
   */
  public record Try(
      int number, boolean over, @Nullable Outcome outcome, @Nullable Progress progress) {}
}
