package io.crawlkeeper.master.web;

import io.crawlkeeper.master.cluster.ClusterView;
import io.crawlkeeper.master.leader.Leader;
import io.crawlkeeper.model.NodeIdentity;
import org.springframework.boot.tomcat.ConfigurableTomcatWebServerFactory;
import org.springframework.boot.web.server.WebServerFactoryCustomizer;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.context.annotation.Import;

/**
 * The REST layer. Wants from the rest of the master a {@link Leader}, a {@link ClusterView}, the
 * {@link NodeIdentity} of this process, and its {@link Patience}.
 */
@Configuration(proxyBeanMethods = false)
@Import({
  ApiErrors.class,
  TaskReads.class,
  TaskWrites.class,
  BatchWrites.class,
  ClusterReads.class,
  ClusterEndpoint.class
})
public class WebConfiguration {

  @Bean
  Answers answers(ClusterView view) {
    return new Answers(view);
  }

  @Bean
  Replies replies(ClusterView view) {
    return new Replies(view);
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
}
