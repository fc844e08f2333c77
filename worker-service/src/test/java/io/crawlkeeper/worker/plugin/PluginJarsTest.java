package io.crawlkeeper.worker.plugin;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowable;

import io.crawlkeeper.model.PluginSpec;
import io.crawlkeeper.settings.StartRefused;
import io.crawlkeeper.worker.run.PlainAttempt;
import io.crawlkeeper.worker.run.TaskExecutor;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.springframework.beans.factory.BeanCreationException;
import org.springframework.boot.WebApplicationType;
import org.springframework.boot.autoconfigure.EnableAutoConfiguration;
import org.springframework.boot.builder.SpringApplicationBuilder;
import org.springframework.context.ConfigurableApplicationContext;

/** Jars that are compiled here, against the classes of the worker. */
class PluginJarsTest {

  private static final String EXECUTOR =
      """
      package com.example;
      import io.crawlkeeper.model.*;
      import io.crawlkeeper.worker.run.*;
      public final class Greeter implements TaskExecutor {
        private final String name;
        public Greeter(String name) { this.name = name; }
        public String kind() { return "greet"; }
        public Run.Outcome execute(Attempt attempt) {
          return new Run.Outcome(RunState.Ended.SUCCEEDED, Progress.NONE, null,
              name + " greets " + attempt.spec().plugin().config());
        }
        public void clear(Run run) {}
      }
      """;

  private static final String CONFIGURATION =
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
      """;

  @TempDir Path folder;

  @EnableAutoConfiguration
  static class App {}

  private ConfigurableApplicationContext start(String... arguments) {
    return new SpringApplicationBuilder(App.class)
        .web(WebApplicationType.NONE)
        .properties(
            Map.of(
                "spring.config.name", "none",
                "spring.main.banner-mode", "off",
                "spring.cloud.zookeeper.enabled", "false",
                "spring.cloud.discovery.enabled", "false"))
        .initializers(
            context ->
                context.setClassLoader(
                    new PluginJars(folder).load(PluginJarsTest.class.getClassLoader())))
        .run(arguments);
  }

  private void greeter() throws Exception {
    PluginJar.with("com.example.GreeterConfiguration")
        .source("com.example.Greeter", EXECUTOR)
        .source("com.example.GreeterConfiguration", CONFIGURATION)
        .write(folder.resolve("greeter.jar"));
  }

  @Test
  void makesBeansOfWhatIsInAJar() throws Exception {
    greeter();
    Files.writeString(folder.resolve("README.txt"), "no jar");

    try (var context = start("--greeter.name=Ann")) {
      var executor = context.getBean(TaskExecutor.class);

      assertThat(executor.kind()).isEqualTo("greet");
      var attempt = new PlainAttempt(new PluginSpec("greet", "{\"who\":\"Bo\"}"));
      assertThat(executor.execute(attempt).reason()).isEqualTo("Ann greets {\"who\":\"Bo\"}");
    }
  }

  @Test
  void tellsOfAPluginThatFailsAtTheStart() throws Exception {
    greeter();

    var failure = catchThrowable(this::start);

    assertThat(failure).isInstanceOf(BeanCreationException.class);
    var analysis = new PluginAnalyzer().analyze(failure);
    assertThat(analysis).isNotNull();
    assertThat(analysis == null ? "" : analysis.getDescription())
        .startsWith("The plug-in of com.example.GreeterConfiguration has failed:")
        .contains("greeter.name");
  }

  @Test
  void leavesTheFailuresOfOthersAlone() {
    assertThat(new PluginAnalyzer().analyze(new BeanCreationException("other"))).isNull();
  }

  @Test
  void refusesAJarThatCannotBeRead() throws Exception {
    Files.writeString(folder.resolve("broken.jar"), "this is no jar");

    assertThatThrownBy(this::load)
        .isInstanceOf(StartRefused.class)
        .hasMessageContaining("broken.jar is broken: it is no jar that can be read");
  }

  @Test
  void refusesAConfigurationThatIsNotThere() throws Exception {
    PluginJar.with("com.example.Missing").write(folder.resolve("hollow.jar"));

    assertThatThrownBy(this::load)
        .isInstanceOf(StartRefused.class)
        .hasMessageContaining("hollow.jar is broken: its configuration com.example.Missing cannot");
  }

  @Test
  void refusesAConfigurationThatLacksWhatItNeeds() throws Exception {
    PluginJar.with("com.example.GreeterConfiguration")
        .source("com.example.Greeter", EXECUTOR)
        .source("com.example.GreeterConfiguration", CONFIGURATION)
        .without("com/example/Greeter.class")
        .write(folder.resolve("greeter.jar"));

    assertThatThrownBy(this::load)
        .isInstanceOf(StartRefused.class)
        .hasMessageContaining("greeter.jar is broken")
        .hasMessageContaining("com/example/Greeter");
  }

  @Test
  void refusesAFolderThatIsNotThere() {
    var gone = new PluginJars(folder.resolve("gone"));

    assertThatThrownBy(() -> gone.load(PluginJarsTest.class.getClassLoader()))
        .isInstanceOfSatisfying(
            StartRefused.class,
            refused -> assertThat(refused.action()).contains("crawlkeeper.plugins-folder"));
  }

  private void load() {
    var _ = new PluginJars(folder).load(PluginJarsTest.class.getClassLoader());
  }
}
