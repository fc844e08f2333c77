package io.crawlkeeper.master;

import org.springframework.boot.autoconfigure.SpringBootApplication;
import org.springframework.boot.builder.SpringApplicationBuilder;

/** Starts a master. */
@SpringBootApplication
public class MasterService {

  public static void main(String[] args) {
    // Read before anything is started, as Spring refuses some wrong settings in its own words.
    new SpringApplicationBuilder(MasterService.class)
        .initializers(context -> MasterSettings.read(context.getEnvironment()))
        .run(args);
  }
}
