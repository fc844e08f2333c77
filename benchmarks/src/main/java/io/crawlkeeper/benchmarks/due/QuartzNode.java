package io.crawlkeeper.benchmarks.due;

import java.util.Properties;
import java.util.concurrent.CountDownLatch;
import org.quartz.Job;
import org.quartz.JobExecutionContext;
import org.quartz.Scheduler;
import org.quartz.SchedulerException;
import org.quartz.impl.StdSchedulerFactory;

/** One process of Quartz, clustered. */
public final class QuartzNode {

  static final int THREADS = 50;
  static final int BATCH = 50;
  static final int MISFIRE_MILLIS = 60_000;
  static final String URL = "url";

  private QuartzNode() {}

  /** Fetches the page that it is told. Made anew for each execution. */
  public static final class Fetch implements Job {
    @Override
    public void execute(JobExecutionContext context) {
      Page.fetch(context.getMergedJobDataMap().getString(URL));
    }
  }

  /**
   * @param arguments the database's URL and the node's name
   */
  public static void main(String[] arguments) throws SchedulerException, InterruptedException {
    var scheduler = scheduler(arguments[0], arguments[1]);
    scheduler.start();
    System.out.println(Nodes.READY);
    new CountDownLatch(1).await();
  }

  /** Not started. */
  static Scheduler scheduler(String jdbcUrl, String id) throws SchedulerException {
    var settings = new Properties();
    settings.setProperty("org.quartz.scheduler.instanceName", "benchmark");
    settings.setProperty("org.quartz.scheduler.instanceId", id);
    settings.setProperty("org.quartz.scheduler.batchTriggerAcquisitionMaxCount", "" + BATCH);
    settings.setProperty("org.quartz.threadPool.threadCount", "" + THREADS);
    store(settings, jdbcUrl);
    return new StdSchedulerFactory(settings).getScheduler();
  }

  private static void store(Properties settings, String jdbcUrl) {
    var store = "org.quartz.jobStore.";
    settings.setProperty(store + "class", "org.quartz.impl.jdbcjobstore.JobStoreTX");
    settings.setProperty(
        store + "driverDelegateClass", "org.quartz.impl.jdbcjobstore.PostgreSQLDelegate");
    settings.setProperty(store + "isClustered", "true");
    settings.setProperty(store + "acquireTriggersWithinLock", "true");
    settings.setProperty(store + "misfireThreshold", "" + MISFIRE_MILLIS);
    settings.setProperty(store + "dataSource", "database");
    var database = "org.quartz.dataSource.database.";
    settings.setProperty(database + "provider", "hikaricp");
    settings.setProperty(database + "driver", "org.postgresql.Driver");
    settings.setProperty(database + "URL", jdbcUrl);
    settings.setProperty(database + "user", "postgres");
    settings.setProperty(database + "maxConnections", "" + (THREADS + 5));
  }
}
