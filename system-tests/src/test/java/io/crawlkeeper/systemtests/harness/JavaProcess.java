package io.crawlkeeper.systemtests.harness;

import static io.crawlkeeper.systemtests.harness.Patience.PATIENCE;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.TimeUnit;

/**
 * A JVM of its own, that can be hurt by signals. Whatever a test does, it does not outlive the
 * tests: a paused one is woken and ended as well.
 */
public final class JavaProcess implements AutoCloseable {

  private static final Path JAVA = Path.of(System.getProperty("java.home"), "bin", "java");
  private static final List<String> SMALL =
      List.of("-Xmx256m", "-XX:TieredStopAtLevel=1", "-XX:+UseSerialGC", "-Dfile.encoding=UTF-8");
  private static final Set<JavaProcess> ALIVE = ConcurrentHashMap.newKeySet();

  static {
    Runtime.getRuntime().addShutdownHook(new Thread(() -> ALIVE.forEach(JavaProcess::close)));
  }

  private final Process process;
  private final Path log;

  private JavaProcess(Process process, Path log) {
    this.process = process;
    this.log = log;
  }

  /**
   * @param log takes all output; that of an earlier process is kept above
   * @param arguments of {@code java}, such as {@code -jar x.jar --port=1}; options of the JVM among
   *     them stand over those that keep it small
   */
  public static JavaProcess start(Path log, List<String> arguments) {
    return start(log, arguments, Map.of());
  }

  /**
   * @param environment variables besides those of this process
   */
  public static JavaProcess start(
      Path log, List<String> arguments, Map<String, String> environment) {
    var command = new ArrayList<String>();
    command.add(JAVA.toString());
    command.addAll(SMALL);
    command.addAll(arguments);
    try {
      Files.createDirectories(log.toAbsolutePath().getParent());
      var builder = new ProcessBuilder(command).redirectErrorStream(true);
      builder.environment().remove("JAVA_TOOL_OPTIONS");
      builder.environment().putAll(environment);
      var process = builder.redirectOutput(ProcessBuilder.Redirect.appendTo(log.toFile())).start();
      var started = new JavaProcess(process, log);
      ALIVE.add(started);
      return started;
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  public long pid() {
    return process.pid();
  }

  public boolean alive() {
    return process.isAlive();
  }

  /** All that it, and its predecessors with the same log, have printed. */
  public String output() {
    try {
      return Files.readString(log);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** SIGKILL; returns when it is gone. */
  public void kill() {
    process.destroyForcibly();
    awaitExit(PATIENCE);
  }

  /** SIGTERM; returns at once. */
  public void terminate() {
    signal("TERM");
  }

  /** SIGSTOP. */
  public void pause() {
    signal("STOP");
  }

  /**
   * SIGSTOP at a moment that matters: who sends it has started before, as that takes long on a busy
   * machine.
   *
   * @param cue returns at that moment
   */
  public void pauseOn(Runnable cue) {
    var script = "read go && kill -STOP " + pid();
    try {
      var poised =
          new ProcessBuilder("sh", "-c", script)
              .redirectError(ProcessBuilder.Redirect.INHERIT)
              .start();
      try (var line = poised.outputWriter()) {
        cue.run();
        line.write("go\n");
      }
      assertThat(poised.waitFor()).as(script).isZero();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException(e);
    }
  }

  /** SIGCONT. */
  public void resume() {
    signal("CONT");
  }

  /**
   * Waits for its end.
   *
   * @return its exit code
   */
  public int awaitExit(Duration most) {
    try {
      assertThat(process.waitFor(most.toMillis(), TimeUnit.MILLISECONDS))
          .as("%s ends within %s", log.getFileName(), most)
          .isTrue();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException(e);
    }
    ALIVE.remove(this);
    return process.exitValue();
  }

  private void signal(String name) {
    try {
      var kill = new ProcessBuilder("kill", "-" + name, String.valueOf(pid())).inheritIO().start();
      assertThat(kill.waitFor()).as("kill -%s", name).isZero();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException(e);
    }
  }

  /** SIGKILL ends a paused process, too. */
  @Override
  public void close() {
    if (alive()) {
      kill();
    }
    ALIVE.remove(this);
  }
}
