package io.crawlkeeper.sql;

import io.crawlkeeper.model.RunPlan;
import java.time.Instant;
import java.util.concurrent.locks.LockSupport;
import org.springframework.jdbc.core.simple.JdbcClient;

/**
 * Removes rows in small steps, each a transaction of its own, with a breath after it: SQLite has
 * one writer at a time, and others wait for their turn.
 */
final class Retention {

  private static final int STEP = 500;
  private static final int MOST_STEPS = 10;
  private static final long BREATH_NANOS = 5_000_000;

  private static final String RUNS_BEYOND =
      """
      SELECT id FROM runs WHERE task_id = ? AND end_time IS NOT NULL
      ORDER BY create_time DESC, id DESC LIMIT 500 OFFSET ?\
      """;

  private static final String RUNS_BEFORE =
      """
      SELECT id FROM runs WHERE task_id = ? AND create_time < ? AND end_time < ? LIMIT 500\
      """;

  private static final String TICKS_BEYOND =
      """
      DELETE FROM ticks WHERE task_id = ? AND number IN (
        SELECT number FROM ticks WHERE task_id = ? ORDER BY number DESC LIMIT 500 OFFSET ?)\
      """;

  /** Looks at the first ones alone: records are decided in the order of their numbers. */
  private static final String TICKS_BEFORE =
      """
      DELETE FROM ticks WHERE task_id = ? AND number IN (
        SELECT number FROM (
          SELECT number, decided FROM ticks WHERE task_id = ? ORDER BY number LIMIT 500
        ) AS oldest WHERE decided < ?)\
      """;

  private static final String RUNS_OF_TASK = "SELECT id FROM runs WHERE task_id = ? LIMIT 500";

  private static final String TICKS_OF_TASK =
      """
      DELETE FROM ticks WHERE task_id = ? AND number IN (
        SELECT number FROM ticks WHERE task_id = ? ORDER BY number LIMIT 500)\
      """;

  private static final String REMOVE_EXPIRED =
      "DELETE FROM runs WHERE id IN (SELECT run FROM expired_runs)";

  private final JdbcClient client;

  Retention(JdbcClient client) {
    this.client = client;
  }

  /** Whether something may be left. */
  boolean retain(long task, RunPlan.History plan, Instant now) {
    var before = Millis.of(now.minus(plan.age()));
    var time = Millis.of(now);
    var more = expire(MOST_STEPS, RUNS_BEYOND, time, task, plan.runs());
    more |= expire(MOST_STEPS, RUNS_BEFORE, time, task, before, before);
    more |= remove(MOST_STEPS, TICKS_BEYOND, task, task, plan.ticks());
    more |= remove(MOST_STEPS, TICKS_BEFORE, task, task, before);
    return more;
  }

  /** Removes all of a task. */
  void removeAll(long task, Instant now) {
    var _ = expire(Integer.MAX_VALUE, RUNS_OF_TASK, Millis.of(now), task);
    var _ = remove(Integer.MAX_VALUE, TICKS_OF_TASK, task, task);
  }

  /**
   * Removes runs. First what is to be removed is written down, so that results of no run are left
   * behind.
   *
   * @param runs a query for ids; its parameters follow the time
   * @return whether something may be left
   */
  private boolean expire(int mostSteps, String runs, Object... parameters) {
    var mark =
        """
        INSERT INTO expired_runs (run, task, expired)
        SELECT id, task, CAST(? AS BIGINT) FROM runs WHERE id IN (%s)
        ON CONFLICT (run) DO UPDATE SET expired = excluded.expired\
        """
            .formatted(runs);
    for (var step = 0; step < mostSteps; step++) {
      var marked = client.sql(mark).params(parameters).update();
      if (marked > 0) {
        var _ = client.sql(REMOVE_EXPIRED).update();
      }
      if (marked < STEP) {
        return false;
      }
      LockSupport.parkNanos(BREATH_NANOS);
    }
    return true;
  }

  private boolean remove(int mostSteps, String sql, Object... parameters) {
    for (var step = 0; step < mostSteps; step++) {
      if (client.sql(sql).params(parameters).update() < STEP) {
        return false;
      }
      LockSupport.parkNanos(BREATH_NANOS);
    }
    return true;
  }
}
