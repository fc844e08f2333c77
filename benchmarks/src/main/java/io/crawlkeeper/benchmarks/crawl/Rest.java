package io.crawlkeeper.benchmarks.crawl;

import static org.awaitility.Awaitility.await;

import java.time.Duration;
import java.util.List;

/** Processes that have just started, until they have nothing left to do. */
final class Rest {

  private static final Duration LOOKS = Duration.ofSeconds(1);

  private final List<Long> processes;
  private Duration before = Duration.ZERO;

  private Rest(List<Long> processes) {
    this.processes = processes;
  }

  static void awaitOf(Long... processes) {
    var rest = new Rest(List.of(processes));
    await("processes at rest")
        .atMost(Duration.ofMinutes(2))
        .pollInterval(LOOKS)
        .until(rest::isReached);
  }

  /** Whether they took less than a twentieth of a core since it was last asked. */
  private boolean isReached() {
    var now = processes.stream().map(Rest::processor).reduce(Duration.ZERO, Duration::plus);
    var busy = now.minus(before);
    before = now;
    return busy.compareTo(LOOKS.dividedBy(20)) < 0;
  }

  private static Duration processor(long process) {
    return ProcessHandle.of(process)
        .flatMap(handle -> handle.info().totalCpuDuration())
        .orElseThrow(() -> new IllegalStateException("process " + process + " has ended"));
  }
}
