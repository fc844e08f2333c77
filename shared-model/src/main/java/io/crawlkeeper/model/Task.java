package io.crawlkeeper.model;

import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * A task as it is stored: what was asked, and who it is.
 *
 * @param id snowflake, unique for ever in one cluster, also among deleted tasks
 * @param name unique among the tasks that exist
 * @param labels free text by key, for filters
 * @param spec what to do, as the user gave it
 * @param generation grows by one each time that <em>what it does</em> changes. A change of labels,
 *     schedule or placement keeps it.
 * @param since from when on the present schedule counts
 * @param creationTime kept for the whole life of the task, whoever runs it
 * @param updateTime when the last change was accepted
 * @param operation id of the request that wrote this version: a request that is repeated because
 *     its answer was lost is recognised by it
 */
public record Task(
    long id,
    String name,
    Map<String, String> labels,
    TaskSpec spec,
    long generation,
    Since since,
    Instant creationTime,
    Instant updateTime,
    String operation) {

  public Task {
    labels = Map.copyOf(labels);
  }

  /**
   * From when on a schedule counts.
   *
   * @param time differs from that of every earlier schedule of the task
   */
  public record Since(Instant time, Cause cause) {

    private static final Duration LEAST = Duration.ofNanos(1);

    /** Why the schedule counts from then on. */
    public enum Cause {
      CREATED,
      /** The times of the ticks have changed; of a task that runs once also what it does. */
      CHANGED,
      RESUMED
    }

    /**
     * Up to when the schedule owes nothing, as nominal time of ticks. One that is put off beyond a
     * change or a resumption is owed; but nothing from before the creation is.
     *
     * @param cursor of the ledger; null if nothing is recorded yet
     * @param delay by which the jitter puts each tick off
     */
    public Instant start(@Nullable Instant cursor, Duration delay) {
      var before = time.minus(LEAST);
      return cursor == null || cause == Cause.CREATED ? before : before.minus(delay);
    }

    /** Up to when each tick is recorded or not owed; see {@link #start}. */
    public Instant accounted(@Nullable Instant cursor, Duration delay) {
      var start = start(cursor, delay);
      return cursor == null || cursor.isBefore(start) ? start : cursor;
    }
  }

  /** The time that intervals of the present schedule are counted from. */
  public Instant anchor() {
    return anchor(spec.effectiveSchedule());
  }

  /**
   * The time that the intervals of a schedule are counted from. The same on every node.
   *
   * @param schedule of this task, now or before
   */
  public Instant anchor(ScheduleSpec schedule) {
    var startAt = schedule.startAt();
    return startAt == null ? creationTime : startAt;
  }
}
