package io.crawlkeeper.sql;

import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import java.util.Set;
import java.util.function.LongConsumer;
import java.util.stream.Collectors;
import org.springframework.jdbc.core.simple.JdbcClient;

/**
 * Removes what tasks that are gone have left. When a task was first found to be gone is noted in
 * the database, so that it counts whoever looks next.
 */
final class GoneTasks {

  private static final int PAGE = 10_000;

  private final JdbcClient client;
  private final Retention retention;

  GoneTasks(JdbcClient client, Retention retention) {
    this.client = client;
    this.retention = retention;
  }

  void retainOnly(Set<Long> living, Instant now, Duration kept) {
    var noted = noted();
    noted.keySet().stream().filter(living::contains).forEach(this::forget);
    for (var table : Set.of("runs", "ticks")) {
      forEachTask(
          table,
          id -> {
            if (!living.contains(id) && !noted.containsKey(id)) {
              note(id, now);
            }
          });
    }
    var before = Millis.of(now.minus(kept));
    noted.forEach(
        (id, time) -> {
          if (time < before && !living.contains(id)) {
            retention.removeAll(id, now);
            forget(id);
          }
        });
  }

  /** Tasks by id, and when each was found to be gone. */
  private Map<Long, Long> noted() {
    return client
        .sql("SELECT task_id, noticed FROM gone_tasks")
        .query((row, number) -> Map.entry(row.getLong("task_id"), row.getLong("noticed")))
        .list()
        .stream()
        .collect(Collectors.toMap(Map.Entry::getKey, Map.Entry::getValue));
  }

  private void note(long task, Instant now) {
    var _ =
        client
            .sql("INSERT INTO gone_tasks (task_id, noticed) VALUES (?, ?) ON CONFLICT DO NOTHING")
            .params(task, Millis.of(now))
            .update();
  }

  private void forget(long task) {
    var _ = client.sql("DELETE FROM gone_tasks WHERE task_id = ?").params(task).update();
  }

  /** Jumps from task to task in the index; DISTINCT would read all of it. */
  private void forEachTask(String table, LongConsumer action) {
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
      page.forEach(action::accept);
      if (page.size() < PAGE) {
        return;
      }
      last = page.getLast();
    }
  }
}
