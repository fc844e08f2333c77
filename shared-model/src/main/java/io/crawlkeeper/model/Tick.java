package io.crawlkeeper.model;

import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * What became of a tick, or of several in a row that were skipped for the same reason.
 *
 * @param number counts the records of the task from 1
 * @param time nominal time of the tick; of several, the first
 * @param until nominal time of the last of several; null if it is one
 * @param count how many ticks it stands for; 0 where it cannot be said, as their schedule is gone
 * @param outcome what became of it
 * @param reason null unless skipped
 * @param run id of the run that it brought about; null if skipped
 * @param decided when that was decided
 */
public record Tick(
    long number,
    Instant time,
    @Nullable Instant until,
    long count,
    Outcome outcome,
    @Nullable Reason reason,
    @Nullable String run,
    Instant decided) {

  /** What becomes of a tick. */
  public enum Outcome {
    /** A run was made in time. */
    FIRED,
    /** A run was made, more than a second after its time. */
    LATE,
    /** A run was made for a tick that had been missed. */
    CAUGHT_UP,
    /** A user asked for a run of that time. */
    BACKFILLED,
    /** No run was made. */
    SKIPPED
  }

  /** Why a tick is skipped. */
  public enum Reason {
    /** A run before it had not ended, or too many had not. */
    OVERLAP,
    /** It was missed, and {@code misfire} says skip, or a later one stands for it. */
    MISFIRE,
    /** It was older than the window of what is caught up. */
    CATCH_UP_WINDOW,
    /** More were missed than are caught up. */
    CATCH_UP_MAX,
    PAUSED,
    /** It was not fired before the schedule was changed. */
    CHANGED
  }
}
