package io.crawlkeeper.master.web;

import io.crawlkeeper.history.History;
import io.crawlkeeper.master.cluster.ClusterView;
import io.crawlkeeper.master.cluster.EventLog;
import io.crawlkeeper.master.leader.Leader;
import io.crawlkeeper.master.schedule.Stalls;
import io.crawlkeeper.model.NodeIdentity;
import io.crawlkeeper.storage.Storage;
import io.crawlkeeper.tomcat.PresenceValve;
import java.time.Duration;
import java.time.InstantSource;
import org.springframework.boot.tomcat.ConfigurableTomcatWebServerFactory;
import org.springframework.boot.web.server.WebServerFactoryCustomizer;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.context.annotation.Import;

/**
 * The REST layer. Wants from the rest of the master a {@link Leader}, a {@link ClusterView}, the
 * {@link History}, {@link Stalls}, an {@link EventLog}, a clock, the {@link NodeIdentity} of this
 * process, and its {@link Patience}.
 */
@Configuration(proxyBeanMethods = false)
@Import({
  ApiErrors.class,
  TaskReads.class,
  TaskWrites.class,
  BatchWrites.class,
  PauseWrites.class,
  PageReads.class,
  ResultReads.class,
  RunReads.class,
  LiveReads.class,
  LogReads.class,
  RunWrites.class,
  RuleTrials.class,
  ScheduleReads.class,
  Backfills.class,
  WorkerWrites.class,
  ClusterReads.class,
  ClusterEndpoint.class
})
public class WebConfiguration {

  @Bean
  Answers answers(ClusterView view) {
    return new Answers(view);
  }

  @Bean
  TaskJson taskJson(Stalls stalls, InstantSource clock) {
    return new TaskJson(new ScheduleStatus(stalls, clock));
  }

  @Bean
  Replies replies(ClusterView view, TaskJson json) {
    return new Replies(view, json);
  }

  @Bean
  RunBook runBook(History history) {
    return new RunBook(history);
  }

  @Bean
  ResultBook resultBook(ClusterView view, RunBook runs, Storage storage) {
    return new ResultBook(view, runs, storage);
  }

  @Bean
  WorkerCalls workerCalls() {
    return new WorkerCalls();
  }

  @Bean
  Lookout lookout(ClusterView view, RunBook runs, WorkerCalls calls) {
    return new Lookout(view, runs, calls);
  }

  @Bean
  RunLogs runLogs(ClusterView view, RunBook runs, WorkerCalls calls) {
    return new RunLogs(view, runs, calls);
  }

  @Bean
  LiveStreams liveStreams(Lookout lookout) {
    return new LiveStreams(lookout, Duration.ofSeconds(2));
  }

  @Bean
  AskOwner askOwner(
      Submission submission, Replies replies, ClusterView view, RunBook runs, InstantSource clock) {
    return new AskOwner(submission, replies, view, runs, clock);
  }

  @Bean
  ChangeWorkers changeWorkers(Submission submission, Replies replies, ClusterView view) {
    return new ChangeWorkers(submission, replies, view);
  }

  @Bean
  Submission submission(Leader leader, Patience patience) {
    return new Submission(leader, patience.most());
  }

  @Bean
  Writes writes(Submission submission, Replies replies, ClusterView view) {
    return new Writes(submission, replies, view);
  }

  @Bean
  PatchTask patchTask(Submission submission, Replies replies, ClusterView view) {
    return new PatchTask(submission, replies, view);
  }

  @Bean
  BatchWrite batchWrite(Submission submission, Replies replies) {
    return new BatchWrite(submission, replies);
  }

  @Bean
  Routing routing(Leader leader, ClusterView view, Patience patience, NodeIdentity self) {
    return new Routing(leader, view, new HttpForwarder(view, self.id()), patience, self.id());
  }

  /** Tomcat answers a request that it cannot parse without asking Spring. */
  @Bean
  WebServerFactoryCustomizer<ConfigurableTomcatWebServerFactory> problemsOfTomcat() {
    return factory ->
        factory.addContextCustomizers(
            context -> context.getParent().getPipeline().addValve(new ProblemValve()));
  }

  @Bean
  WebServerFactoryCustomizer<ConfigurableTomcatWebServerFactory> presenceOfClients() {
    return factory ->
        factory.addContextCustomizers(
            context -> context.getPipeline().addValve(new PresenceValve()));
  }
}
