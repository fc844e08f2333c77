package io.crawlkeeper.worker.web;

import io.crawlkeeper.tomcat.PresenceValve;
import org.springframework.boot.tomcat.ConfigurableTomcatWebServerFactory;
import org.springframework.boot.web.server.WebServerFactoryCustomizer;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

/** What the endpoints want of the web server. */
@Configuration(proxyBeanMethods = false)
class WebServerConfiguration {

  @Bean
  WebServerFactoryCustomizer<ConfigurableTomcatWebServerFactory> presenceOfClients() {
    return factory ->
        factory.addContextCustomizers(
            context -> context.getPipeline().addValve(new PresenceValve()));
  }
}
