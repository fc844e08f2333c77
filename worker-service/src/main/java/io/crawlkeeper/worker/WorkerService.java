package io.crawlkeeper.worker;

import io.crawlkeeper.settings.SettingsReader;
import org.springframework.boot.autoconfigure.SpringBootApplication;
import org.springframework.boot.builder.SpringApplicationBuilder;

/** Starts a worker. */
@SpringBootApplication
public class WorkerService {

  public static void main(String[] args) {
    // Read before anything is started, as Spring refuses some wrong settings in its own words.
    new SpringApplicationBuilder(WorkerService.class)
        .initializers(context -> WorkerSettings.read(new SettingsReader(context.getEnvironment())))
        .run(args);
  }
}
