package io.crawlkeeper.history;

import io.crawlkeeper.model.Run;
import io.crawlkeeper.model.RunPlan;
import io.crawlkeeper.model.RunState;
import io.crawlkeeper.model.Tick;
import java.time.Duration;
import java.time.Instant;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Port to the history of runs and ticks. Safe for use by many threads; calls block.
 *
 * <p>A run has one row. Its token is the version that the ledger's znode gets by the commit that
 * the row belongs to, so it grows from owner to owner: a row of a smaller token is refused, and
 * what a superseded attempt writes late never stands over what its successor has written.
 */
public interface History {

  /**
   * Writes all of these in one transaction. Rows that are there already in the same form, or with a
   * greater token, are left as they are.
   *
   * @throws HistoryAwayException if the database does not answer; it may be asked again with the
   *     same
   */
  void write(Collection<RunRow> runs, Collection<TickRow> ticks) throws HistoryAwayException;

  /**
   * Removes what is more or older than the task's plan keeps; runs that have not ended stay. Some
   * thousands at most, so that it does not take long; what is left goes with the next call.
   *
   * @return whether something may be left
   */
  boolean retain(long taskId, RunPlan.History plan, Instant now) throws HistoryAwayException;

  /**
   * Notes which tasks are gone, and removes all of those that were noted longer ago than that. A
   * task that is among the living ones again is not gone any more.
   *
   * @param taskIds of all tasks that there are
   * @param kept how long all of a task is kept after it was first found to be gone
   */
  void retainOnly(Collection<Long> taskIds, Instant now, Duration kept) throws HistoryAwayException;

  Optional<Run> run(String id) throws HistoryAwayException;

  /** Newest first by creation time, to the millisecond, and id. */
  List<Run> runs(RunQuery query) throws HistoryAwayException;

  /** Newest first by number. */
  List<TickRow> ticks(TickQuery query) throws HistoryAwayException;

  /** Names the database: nodes that see the same history see the same id. */
  String databaseId() throws HistoryAwayException;

  /** A run as it is to be shown from that commit on. */
  record RunRow(Run run, long token) {}

  record TickRow(String task, long taskId, Tick tick) {}

  /**
   * Which runs are asked for. Null means any.
   *
   * @param task the name that the run's task had
   * @param worker id, or name with incarnation
   * @param from created at that time or later
   * @param to created before that time
   * @param after where the page before ended
   * @param limit at most so many
   */
  record RunQuery(
      @Nullable Long taskId,
      @Nullable String task,
      @Nullable RunState state,
      @Nullable String worker,
      @Nullable Instant from,
      @Nullable Instant to,
      @Nullable Place after,
      int limit) {}

  /**
   * Where a run stands in the order of all, whether it is still there or not.
   *
   * @param created when the run was
   * @param id of the run
   */
  record Place(Instant created, String id) {}

  /**
   * Which ticks are asked for. Null means any.
   *
   * @param from nominal time or later
   * @param to nominal time before that
   * @param before number of the last record of the page before
   */
  record TickQuery(
      long taskId,
      Tick.@Nullable Outcome outcome,
      @Nullable Instant from,
      @Nullable Instant to,
      @Nullable Long before,
      int limit) {}

  /** The database does not answer. */
  final class HistoryAwayException extends Exception {
    private static final long serialVersionUID = 1;

    public HistoryAwayException(String message, Throwable cause) {
      super(message, cause);
    }
  }
}
