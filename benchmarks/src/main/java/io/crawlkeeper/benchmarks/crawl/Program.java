package io.crawlkeeper.benchmarks.crawl;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.TimeUnit;

/** A program of the system, watched while it runs. It does not outlive the benchmark. */
final class Program implements AutoCloseable {

  private static final Duration LONGEST = Duration.ofMinutes(30);
  private static final long GLANCE_MILLIS = 20;

  private final Process process;
  private Usage usage = Usage.NONE;

  private Program(Process process) {
    this.process = process;
    Runtime.getRuntime().addShutdownHook(new Thread(process::destroyForcibly));
  }

  /**
   * @param folder in which it runs; takes its output as {@code log.txt}
   */
  static Program start(Path folder, List<String> command) {
    try {
      Files.createDirectories(folder);
      return new Program(
          new ProcessBuilder(command)
              .directory(folder.toFile())
              .redirectErrorStream(true)
              .redirectOutput(folder.resolve("log.txt").toFile())
              .start());
    } catch (IOException e) {
      throw new UncheckedIOException("is " + command.getFirst() + " installed?", e);
    }
  }

  /** Whether the system has a program of this name. */
  static boolean exists(String name) {
    return List.of(System.getenv("PATH").split(":", -1)).stream()
        .anyMatch(folder -> Files.isExecutable(Path.of(folder, name)));
  }

  ProcessHandle handle() {
    return process.toHandle();
  }

  /** Waits for its end, and tells what it took. */
  Usage awaitExit() throws InterruptedException {
    for (var end = System.nanoTime() + LONGEST.toNanos();
        !process.waitFor(GLANCE_MILLIS, TimeUnit.MILLISECONDS); ) {
      usage = Usage.of(handle(), usage);
      if (System.nanoTime() > end) {
        throw new IllegalStateException("not finished after " + LONGEST);
      }
    }
    return usage;
  }

  int exitValue() {
    return process.exitValue();
  }

  /** SIGTERM; returns when it has ended. */
  @Override
  public void close() {
    process.destroy();
    process.onExit().join();
  }
}
