package io.crawlkeeper.systemtests.harness;

import static io.crawlkeeper.systemtests.harness.Patience.PATIENCE;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/** A master or a worker: a process with an id and a port. */
public final class Service implements AutoCloseable {

  private static final String DATA = "crawlkeeper.data=";

  private final Recipe recipe;
  private final JavaProcess process;

  private Service(Recipe recipe, JavaProcess process) {
    this.recipe = recipe;
    this.process = process;
  }

  /**
   * How to start it, any number of times.
   *
   * @param program arguments of {@code java} that name the program
   * @param folder takes its log and data
   * @param settings such as {@code crawlkeeper.slots=2}
   * @param environment variables besides those of this process
   */
  record Recipe(
      String id,
      int port,
      List<String> program,
      Path folder,
      List<String> settings,
      Map<String, String> environment) {

    Recipe {
      program = List.copyOf(program);
      settings = List.copyOf(settings);
      environment = Map.copyOf(environment);
    }

    private Path data() {
      return settings.stream()
          .filter(setting -> setting.startsWith(DATA))
          .map(setting -> Path.of(setting.substring(DATA.length())))
          .findFirst()
          .orElse(folder.resolve("data-" + id));
    }

    private JavaProcess start() {
      var arguments = new ArrayList<>(program);
      arguments.add("--crawlkeeper.id=" + id);
      arguments.add("--crawlkeeper.port=" + port);
      arguments.add("--" + DATA + data());
      settings.stream()
          .filter(setting -> !setting.startsWith(DATA))
          .forEach(setting -> arguments.add("--" + setting));
      return JavaProcess.start(folder.resolve(id + ".log"), arguments, environment);
    }
  }

  /** Returns at once; see {@link #awaitReady}. */
  static Service start(Recipe recipe) {
    return new Service(recipe, recipe.start());
  }

  /** A new process of the same id, data and port. */
  Service again() {
    close();
    return start(recipe);
  }

  public String id() {
    return recipe.id;
  }

  public String address() {
    return "127.0.0.1:" + recipe.port;
  }

  /** How masters are named in {@code /api/v1/cluster}. */
  public String participant() {
    return id() + "|" + address();
  }

  /** Folder below which a worker leaves the results of crawls. */
  public Path results() {
    return recipe.data().resolve("results");
  }

  public JavaProcess process() {
    return process;
  }

  /** Whether this is a process of the worker named {@code id.incarnation}. */
  public boolean owns(String worker) {
    return worker.startsWith(id() + ".");
  }

  public Service awaitReady() {
    await(id() + " is ready")
        .atMost(PATIENCE)
        .pollInterval(Duration.ofMillis(100))
        .until(
            () -> {
              assertThat(process.alive()).as("%s: %s", id(), process.output()).isTrue();
              return ready();
            });
    return this;
  }

  public boolean ready() {
    return healthy("readiness");
  }

  public boolean live() {
    return healthy("liveness");
  }

  private boolean healthy(String group) {
    return Api.status(address(), "/actuator/health/" + group) == 200;
  }

  @Override
  public void close() {
    process.close();
  }
}
