package io.crawlkeeper.systemtests.harness;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;

/** The plug-in of docs/how-to/add-an-executor.md: tasks of the kind {@code greet}. */
public final class Greeter {

  private static final Map<String, String> SOURCES =
      Map.of(
          "com.example.Greeter",
          """
          package com.example;
          import io.crawlkeeper.model.Progress;
          import io.crawlkeeper.model.Run;
          import io.crawlkeeper.model.RunState;
          import io.crawlkeeper.worker.run.Attempt;
          import io.crawlkeeper.worker.run.TaskExecutor;
          record Greeter(String name) implements TaskExecutor {
            public String kind() { return "greet"; }
            public Run.Outcome execute(Attempt attempt) {
              return new Run.Outcome(RunState.Ended.SUCCEEDED, Progress.NONE, null,
                  name + " greets " + attempt.spec().plugin().config());
            }
            public void clear(Run run) {}
          }
          """,
          "com.example.GreeterConfiguration",
          """
          package com.example;
          import org.springframework.boot.autoconfigure.AutoConfiguration;
          import org.springframework.context.annotation.Bean;
          import org.springframework.core.env.Environment;
          @AutoConfiguration
          public class GreeterConfiguration {
            @Bean Greeter greeter(Environment settings) {
              return new Greeter(settings.getRequiredProperty("greeter.name"));
            }
          }
          """);

  private Greeter() {}

  /**
   * Builds it.
   *
   * @param folder an empty one
   * @return the folder of the jar
   */
  public static Path build(Path folder) throws IOException {
    var jars = Files.createDirectory(folder.resolve("jars"));
    new PluginProject(folder)
        .build(SOURCES, "com.example.GreeterConfiguration", jars.resolve("greeter.jar"));
    return jars;
  }
}
