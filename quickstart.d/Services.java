import java.io.File;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;

/**
 * The processes that the quickstart has started: it ends these, and no others. They do not hear the
 * terminal's Ctrl-C, so that they can be ended in order: workers first, then the master. If the
 * quickstart itself is killed, a guard ends them.
 */
final class Services {
  private static final long PATIENCE_SECONDS = 25;

  /** Starts a program that ignores the signals of the terminal. */
  private static final String DEAF = "trap '' INT HUP; exec \"$@\"";

  record Service(String name, Process process, Path log) {}

  private final Path guardScript;
  private final Path logs;
  private final List<Service> started = new ArrayList<>();
  private Process guard;
  private boolean stopping;

  Services(Path guardScript, Path logs) {
    this.guardScript = guardScript;
    this.logs = logs;
  }

  /** Starts a service; its log is named after it. */
  synchronized void start(String name, Path jar, List<String> settings) throws IOException {
    if (stopping) {
      return;
    }
    var command = new ArrayList<>(List.of("/bin/sh", "-c", DEAF, name));
    command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
    command.addAll(List.of("-Xmx256m", "-XX:+UseSerialGC", "-XX:TieredStopAtLevel=1"));
    command.addAll(List.of("-jar", jar.toString()));
    command.addAll(settings);
    var log = logs.resolve(name + ".log");
    var process =
        new ProcessBuilder(command)
            .redirectInput(new File("/dev/null"))
            .redirectErrorStream(true)
            .redirectOutput(log.toFile())
            .start();
    started.add(new Service(name, process, log));
    tellGuard(String.valueOf(process.pid()));
  }

  private void tellGuard(String line) throws IOException {
    if (guard == null) {
      guard =
          new ProcessBuilder("/bin/sh", guardScript.toString())
              .redirectOutput(ProcessBuilder.Redirect.DISCARD)
              .redirectError(ProcessBuilder.Redirect.DISCARD)
              .start();
    }
    OutputStream to = guard.getOutputStream();
    to.write((line + "\n").getBytes(StandardCharsets.US_ASCII));
    to.flush();
  }

  /**
   * @throws Failure if a service has ended although nobody asked it to
   */
  void check() {
    List<Service> all;
    synchronized (this) {
      if (stopping) {
        return;
      }
      all = List.copyOf(started);
    }
    for (var service : all) {
      if (!service.process().isAlive()) {
        throw new Failure(
            "%s has ended unexpectedly with status %d; its last words, from %s:\n%s"
                .formatted(
                    service.name(),
                    service.process().exitValue(),
                    service.log(),
                    LogTail.of(service.log(), 6)));
      }
    }
  }

  /** Returns when one of the services has ended. */
  void awaitEnd() {
    CompletableFuture<?>[] ends;
    synchronized (this) {
      ends =
          started.stream()
              .map(service -> service.process().onExit())
              .toArray(CompletableFuture<?>[]::new);
    }
    CompletableFuture.anyOf(ends).join();
  }

  /** Ends all: workers first, then the master. Returns when they are gone. */
  synchronized void stop() {
    stopping = true;
    if (started.isEmpty()) {
      return;
    }
    end(started.subList(1, started.size()));
    end(started.subList(0, 1));
    try {
      tellGuard("done");
      guard.waitFor(2, TimeUnit.SECONDS);
    } catch (IOException e) {
      // The guard is gone, and so are those whom it was to end.
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  private static void end(List<Service> services) {
    services.forEach(service -> service.process().destroy());
    var deadline = System.nanoTime() + TimeUnit.SECONDS.toNanos(PATIENCE_SECONDS);
    for (var service : services) {
      try {
        var left = Math.max(1, deadline - System.nanoTime());
        if (!service.process().waitFor(left, TimeUnit.NANOSECONDS)) {
          service.process().destroyForcibly().waitFor();
        }
      } catch (InterruptedException e) {
        service.process().destroyForcibly();
        Thread.currentThread().interrupt();
      }
    }
  }
}
