package io.crawlkeeper.benchmarks.due;

import com.github.kagkarlsson.scheduler.SchedulerClient;
import com.github.kagkarlsson.scheduler.task.SchedulableInstance;
import com.github.kagkarlsson.scheduler.task.helper.PlainScheduleAndData;
import com.github.kagkarlsson.scheduler.task.schedule.FixedDelay;
import com.zaxxer.hikari.HikariDataSource;
import java.nio.file.Path;
import java.sql.SQLException;
import java.time.Instant;
import java.util.List;

/** db-scheduler on PostgreSQL. */
final class DbScheduler implements Contender {

  /** As its documentation gives it for PostgreSQL. */
  private static final String SCHEMA =
      """
      create table scheduled_tasks (
        task_name text not null,
        task_instance text not null,
        task_data bytea,
        execution_time timestamp with time zone not null,
        picked boolean not null,
        picked_by text,
        last_success timestamp with time zone,
        last_failure timestamp with time zone,
        consecutive_failures int,
        last_heartbeat timestamp with time zone,
        version bigint not null,
        priority smallint,
        primary key (task_name, task_instance));
      create index execution_time_idx on scheduled_tasks (execution_time);
      create index last_heartbeat_idx on scheduled_tasks (last_heartbeat);
      create index priority_execution_time_idx
        on scheduled_tasks (priority desc, execution_time asc);
      """;

  private final HikariDataSource source;
  private final SchedulerClient client;
  private final Nodes nodes;

  DbScheduler(Path folder, String jdbcUrl) throws SQLException {
    source = DbSchedulerNode.source(jdbcUrl, 2);
    try (var connection = source.getConnection();
        var statement = connection.createStatement()) {
      statement.execute(SCHEMA);
    }
    client = SchedulerClient.Builder.create(source, DbSchedulerNode.FETCH).build();
    nodes = new Nodes(folder, DbSchedulerNode.class, jdbcUrl);
  }

  @Override
  public String name() {
    return "db-scheduler 16.12.0";
  }

  @Override
  public String settings() {
    return "lock-and-fetch %.1f/%.1f, polled every %d ms, %d threads and connections a process"
        .formatted(
            DbSchedulerNode.LOWER_LIMIT,
            DbSchedulerNode.UPPER_LIMIT,
            DbSchedulerNode.POLLING.toMillis(),
            DbSchedulerNode.THREADS);
  }

  @Override
  public void schedule(List<String> urls, Instant due) {
    var hourly = new PlainScheduleAndData(FixedDelay.ofHours(1));
    client.scheduleBatch(
        urls.stream()
            .<SchedulableInstance<?>>map(
                url ->
                    SchedulableInstance.of(
                        DbSchedulerNode.FETCH.schedulableInstance(url, hourly).getTaskInstance(),
                        due))
            .toList());
  }

  @Override
  public List<Instant> starts(Instant due) {
    return List.of();
  }

  @Override
  public void close() {
    nodes.close();
    source.close();
  }
}
