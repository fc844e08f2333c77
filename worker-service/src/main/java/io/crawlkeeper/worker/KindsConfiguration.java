package io.crawlkeeper.worker;

import io.crawlkeeper.settings.StartRefused;
import io.crawlkeeper.sql.SqlHistory;
import io.crawlkeeper.worker.assignment.Attempts;
import io.crawlkeeper.worker.http.HttpExecutor;
import io.crawlkeeper.worker.run.Kinds;
import io.crawlkeeper.worker.run.Stragglers;
import io.crawlkeeper.worker.run.TaskExecutor;
import io.crawlkeeper.worker.zookeeper.ZooKeeperRunFates;
import io.crawlkeeper.zookeeper.Keeper;
import io.crawlkeeper.zookeeper.SessionWatch;
import java.util.List;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

/** Puts together what carries out tasks, of whatever kind: all executors that are beans. */
@Configuration(proxyBeanMethods = false)
class KindsConfiguration {

  @Bean(destroyMethod = "close")
  HttpExecutor httpExecutor(WorkerSettings settings) {
    return new HttpExecutor(settings.fetch());
  }

  @Bean
  Kinds kinds(List<TaskExecutor> executors) {
    try {
      return new Kinds(executors);
    } catch (IllegalArgumentException e) {
      throw new StartRefused(
          String.valueOf(e.getMessage()),
          "Take one of them out of crawlkeeper.plugins-folder, or have its kind called otherwise.");
    }
  }

  @Bean
  Stragglers stragglers(WorkerMetrics metrics) {
    var stragglers = new Stragglers(Stragglers.PATIENCE);
    metrics.watch(stragglers);
    return stragglers;
  }

  @Bean
  Attempts attempts(Kinds kinds, SessionWatch session, Janitor janitor, Stragglers stragglers) {
    return new ExecutedAttempts(kinds, () -> session.phase().mayAct(), janitor, stragglers);
  }

  @Bean(initMethod = "start", destroyMethod = "close")
  Janitor janitor(Keeper keeper, SqlHistory history, Kinds kinds) {
    return new Janitor(kinds, new ZooKeeperRunFates(keeper, history));
  }
}
