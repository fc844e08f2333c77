package io.crawlkeeper.worker;

import io.crawlkeeper.settings.SettingsReader;
import io.crawlkeeper.worker.plugin.PluginJars;
import org.springframework.boot.autoconfigure.SpringBootApplication;
import org.springframework.boot.builder.SpringApplicationBuilder;
import org.springframework.context.ConfigurableApplicationContext;

/** Starts a worker. */
@SpringBootApplication
public class WorkerService {

  public static void main(String[] args) {
    // Read before anything is started, as Spring refuses some wrong settings in its own words.
    new SpringApplicationBuilder(WorkerService.class)
        .initializers(WorkerService::prepare)
        .run(args);
  }

  private static void prepare(ConfigurableApplicationContext context) {
    var settings = WorkerSettings.read(new SettingsReader(context.getEnvironment()));
    var plugins = settings.plugins();
    if (plugins != null) {
      context.setClassLoader(new PluginJars(plugins).load(WorkerService.class.getClassLoader()));
    }
  }
}
