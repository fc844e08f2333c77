package io.crawlkeeper.benchmarks.due;

import static org.awaitility.Awaitility.await;

import io.crawlkeeper.benchmarks.Machine;
import io.crawlkeeper.systemtests.harness.JavaProcess;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;

/** Two processes of a peer. */
final class Nodes implements AutoCloseable {

  /** What a process prints when it is at work. */
  static final String READY = "READY";

  private final List<JavaProcess> processes = new ArrayList<>();

  /** Both are at work when this returns. */
  Nodes(Path folder, Class<?> program, String jdbcUrl) {
    for (var id : List.of("node-1", "node-2")) {
      var arguments =
          Machine.fast(
              List.of(
                  "-cp", System.getProperty("java.class.path"), program.getName(), jdbcUrl, id));
      processes.add(JavaProcess.start(folder.resolve(id + ".log"), arguments));
    }
    for (var process : processes) {
      await(program.getSimpleName())
          .atMost(Duration.ofSeconds(60))
          .until(() -> process.output().contains(READY));
    }
  }

  @Override
  public void close() {
    processes.forEach(JavaProcess::close);
  }
}
