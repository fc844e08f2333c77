package io.crawlkeeper.benchmarks.due;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.IOException;
import java.nio.file.Path;
import java.sql.SQLException;
import java.time.Instant;
import java.util.Date;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import org.quartz.JobBuilder;
import org.quartz.JobDetail;
import org.quartz.Scheduler;
import org.quartz.SchedulerException;
import org.quartz.SimpleScheduleBuilder;
import org.quartz.Trigger;
import org.quartz.TriggerBuilder;

/** Quartz on PostgreSQL. */
final class Quartz implements Contender {

  private static final int AT_ONCE = 500;
  private static final String SCHEMA = "/org/quartz/impl/jdbcjobstore/tables_postgres.sql";

  private final Scheduler client;
  private final Nodes nodes;

  Quartz(Path folder, String jdbcUrl) throws SQLException, IOException, SchedulerException {
    try (var source = DbSchedulerNode.source(jdbcUrl, 1);
        var connection = source.getConnection();
        var statement = connection.createStatement()) {
      statement.execute(schema());
      if (!connection.getAutoCommit()) {
        connection.commit();
      }
    }
    client = QuartzNode.scheduler(jdbcUrl, "client");
    nodes = new Nodes(folder, QuartzNode.class, jdbcUrl);
  }

  private static String schema() throws IOException {
    try (var script = Scheduler.class.getResourceAsStream(SCHEMA)) {
      return new String(Objects.requireNonNull(script).readAllBytes(), UTF_8);
    }
  }

  @Override
  public String name() {
    return "Quartz 2.5.2";
  }

  @Override
  public String settings() {
    return ("JDBC store, clustered, batchTriggerAcquisitionMaxCount %d, acquireTriggersWithinLock,"
            + " misfireThreshold %d ms, %d threads and %d connections a process")
        .formatted(
            QuartzNode.BATCH,
            QuartzNode.MISFIRE_MILLIS,
            QuartzNode.THREADS,
            QuartzNode.THREADS + 5);
  }

  @Override
  public void schedule(List<String> urls, Instant due) throws SchedulerException {
    for (var from = 0; from < urls.size(); from += AT_ONCE) {
      var part = new HashMap<JobDetail, Set<? extends Trigger>>();
      for (var url : urls.subList(from, Math.min(urls.size(), from + AT_ONCE))) {
        part.putAll(hourly(url, due));
      }
      client.scheduleJobs(part, false);
    }
  }

  private static Map<JobDetail, Set<? extends Trigger>> hourly(String url, Instant due) {
    var job =
        JobBuilder.newJob(QuartzNode.Fetch.class)
            .withIdentity(url)
            .usingJobData(QuartzNode.URL, url)
            .build();
    var trigger =
        TriggerBuilder.newTrigger()
            .withIdentity(url)
            .startAt(Date.from(due))
            .withSchedule(SimpleScheduleBuilder.repeatHourlyForever())
            .build();
    return Map.of(job, Set.of(trigger));
  }

  @Override
  public List<Instant> starts(Instant due) {
    return List.of();
  }

  @Override
  public void close() {
    nodes.close();
    try {
      client.shutdown();
    } catch (SchedulerException e) {
      throw new IllegalStateException(e);
    }
  }
}
