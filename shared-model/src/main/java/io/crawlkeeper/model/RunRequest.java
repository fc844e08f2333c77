package io.crawlkeeper.model;

import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * What a user asks of the owner of a task. The owner takes requests up in the order of their
 * numbers, each in the same commit as what follows from it.
 *
 * @param number counts the requests of the task from 1
 * @param run id of the run to make or to cancel, or of the request for a backfill that is to be
 *     cancelled; null for a backfill
 * @param backfill what to run; null unless it is one
 * @param operation id of the request: if it is sent again it is recognised by it
 */
public record RunRequest(
    long number,
    Kind kind,
    @Nullable String run,
    @Nullable Backfill backfill,
    Instant time,
    String operation) {

  /**
   * The id of the request of that number, and of the run that it makes: {@code 2501-r3}. It never
   * is that of a run which was made otherwise.
   */
  public static String id(long taskId, long number) {
    return taskId + "-r" + number;
  }

  /** What is asked. */
  public enum Kind {
    RUN,
    CANCEL,
    BACKFILL
  }
}
