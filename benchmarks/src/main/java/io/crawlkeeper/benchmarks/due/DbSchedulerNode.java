package io.crawlkeeper.benchmarks.due;

import com.github.kagkarlsson.scheduler.Scheduler;
import com.github.kagkarlsson.scheduler.SchedulerName;
import com.github.kagkarlsson.scheduler.task.helper.PlainScheduleAndData;
import com.github.kagkarlsson.scheduler.task.helper.RecurringTaskWithPersistentSchedule;
import com.github.kagkarlsson.scheduler.task.helper.Tasks;
import com.zaxxer.hikari.HikariConfig;
import com.zaxxer.hikari.HikariDataSource;
import java.time.Duration;
import java.util.concurrent.CountDownLatch;

/** One process of db-scheduler. */
public final class DbSchedulerNode {

  static final int THREADS = 50;
  static final Duration POLLING = Duration.ofMillis(100);

  /** Those that its documentation gives for high throughput. */
  static final double LOWER_LIMIT = 1.0;

  static final double UPPER_LIMIT = 4.0;

  /** An instance of it is named by the page that it fetches. */
  static final RecurringTaskWithPersistentSchedule<PlainScheduleAndData> FETCH =
      Tasks.recurringWithPersistentSchedule("fetch", PlainScheduleAndData.class)
          .execute((instance, context) -> Page.fetch(instance.getId()));

  private DbSchedulerNode() {}

  /**
   * @param arguments the database's URL and the node's name
   */
  public static void main(String[] arguments) throws InterruptedException {
    var scheduler =
        Scheduler.create(source(arguments[0], THREADS), FETCH)
            .schedulerName(new SchedulerName.Fixed(arguments[1]))
            .threads(THREADS)
            .pollingInterval(POLLING)
            .pollUsingLockAndFetch(LOWER_LIMIT, UPPER_LIMIT)
            .build();
    scheduler.start();
    System.out.println(Nodes.READY);
    new CountDownLatch(1).await();
  }

  static HikariDataSource source(String jdbcUrl, int connections) {
    var config = new HikariConfig();
    config.setJdbcUrl(jdbcUrl);
    config.setUsername("postgres");
    config.setMaximumPoolSize(connections);
    return new HikariDataSource(config);
  }
}
