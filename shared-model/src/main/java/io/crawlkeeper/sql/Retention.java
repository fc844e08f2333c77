package io.crawlkeeper.sql;

import io.crawlkeeper.model.RunPlan;
import java.time.Instant;
import java.util.Set;
import java.util.concurrent.locks.LockSupport;
import java.util.function.LongConsumer;
import org.springframework.jdbc.core.simple.JdbcClient;

/**
 * Removes rows in small steps, each a transaction of its own, with a breath after it: SQLite has
 * one writer at a time, and others wait for their turn.
 */
final class Retention {

  private static final int STEP = 500;
  private static final int MOST_STEPS = 10;
  private static final int PAGE = 10_000;
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

  private static final String TICKS_BEFORE =
      """
      DELETE FROM ticks WHERE task_id = ? AND number IN (
        SELECT number FROM ticks WHERE task_id = ? AND decided < ? ORDER BY number LIMIT 500)\
      """;

  private static final String RUNS_OF_GONE =
      """
      SELECT id FROM runs WHERE task_id = ? AND create_time < ?
        AND (end_time IS NULL OR end_time < ?) LIMIT 500\
      """;

  private static final String REMOVE_EXPIRED =
      "DELETE FROM runs WHERE id IN (SELECT run FROM expired_runs)";

  private final JdbcClient client;

  Retention(JdbcClient client) {
    this.client = client;
  }

  void retain(long task, RunPlan.History plan, Instant now) {
    var before = Millis.of(now.minus(plan.age()));
    expire(MOST_STEPS, RUNS_BEYOND, Millis.of(now), task, plan.runs());
    expire(MOST_STEPS, RUNS_BEFORE, Millis.of(now), task, before, before);
    remove(MOST_STEPS, TICKS_BEYOND, task, task, plan.ticks());
    remove(MOST_STEPS, TICKS_BEFORE, task, task, before);
  }

  void retainOnly(Set<Long> tasks, Instant olderThan) {
    var before = Millis.of(olderThan);
    var now = Millis.of(Instant.now());
    forEachOther(
        "runs", tasks, id -> expire(Integer.MAX_VALUE, RUNS_OF_GONE, now, id, before, before));
    forEachOther("ticks", tasks, id -> remove(TICKS_BEFORE, id, id, before));
  }

  /** Jumps from task to task in the index; DISTINCT would read all of it. */
  private void forEachOther(String table, Set<Long> tasks, LongConsumer remove) {
    var sql =
        """
        WITH RECURSIVE found(id) AS (
          SELECT min(task_id) FROM %1$s WHERE task_id > ?
          UNION ALL
          SELECT (SELECT min(task_id) FROM %1$s WHERE task_id > found.id)
            FROM found WHERE found.id IS NOT NULL)
        SELECT id FROM found WHERE id IS NOT NULL LIMIT %2$d\
        """
            .formatted(table, PAGE);
    for (var last = Long.MIN_VALUE; ; ) {
      var page = client.sql(sql).params(last).query(Long.class).list();
      page.stream().filter(id -> !tasks.contains(id)).forEach(remove::accept);
      if (page.size() < PAGE) {
        return;
      }
      last = page.getLast();
    }
  }

  /**
   * Removes runs. First what is to be removed is written down, so that results of no run are left
   * behind.
   *
   * @param runs a query for ids; its parameters follow the time
   */
  private void expire(int mostSteps, String runs, Object... parameters) {
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
        return;
      }
      LockSupport.parkNanos(BREATH_NANOS);
    }
  }

  private void remove(String sql, Object... parameters) {
    remove(Integer.MAX_VALUE, sql, parameters);
  }

  private void remove(int mostSteps, String sql, Object... parameters) {
    for (var step = 0; step < mostSteps; step++) {
      if (client.sql(sql).params(parameters).update() < STEP) {
        return;
      }
      LockSupport.parkNanos(BREATH_NANOS);
    }
  }
}
