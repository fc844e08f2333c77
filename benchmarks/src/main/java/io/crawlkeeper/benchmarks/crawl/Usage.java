package io.crawlkeeper.benchmarks.crawl;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;

/**
 * What a process has taken of the machine so far.
 *
 * @param processor time of all its threads
 * @param peak of its resident memory, in bytes
 */
record Usage(Duration processor, long peak) {

  static final Usage NONE = new Usage(Duration.ZERO, 0);

  /** By Linux's {@code /proc}; what was known before if the process has just ended. */
  static Usage of(ProcessHandle process, Usage before) {
    try (var lines = Files.lines(Path.of("/proc/" + process.pid() + "/status"))) {
      var kilobytes =
          lines
              .filter(line -> line.startsWith("VmHWM:"))
              .mapToLong(line -> Long.parseLong(line.replaceAll("\\D", "")))
              .max()
              .orElse(0);
      var processor = process.info().totalCpuDuration().orElse(before.processor);
      return new Usage(processor, Math.max(before.peak, kilobytes << 10));
    } catch (IOException e) {
      return before;
    }
  }

  /** The processor time since an earlier moment, and the peak of all time. */
  Usage since(Usage earlier) {
    return new Usage(processor.minus(earlier.processor), peak);
  }
}
