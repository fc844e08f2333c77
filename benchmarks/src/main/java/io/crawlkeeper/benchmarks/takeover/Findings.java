package io.crawlkeeper.benchmarks.takeover;

import io.crawlkeeper.benchmarks.Report;
import io.crawlkeeper.benchmarks.takeover.RawZooKeeper.Times;
import io.crawlkeeper.systemtests.harness.Spread;
import java.time.Duration;
import java.util.List;
import java.util.Locale;

/** What was measured, and how it is told. For one thread. */
final class Findings {

  private static final String NONE = "";

  Duration created = Duration.ZERO;
  Duration placed = Duration.ZERO;
  Duration expiry = Duration.ZERO;
  Duration claim = Duration.ZERO;
  Duration load = Duration.ZERO;
  Duration firstWrite = Duration.ZERO;
  Duration replaced = Duration.ZERO;
  int moved;
  List<Integer> sizes = List.of();
  Spread smallPages = Spread.of(List.of());
  Spread largePages = Spread.of(List.of());
  Times raw = new Times(Duration.ZERO, Duration.ZERO, Duration.ZERO);

  void tell(Report report, int tasks, int workers) {
    var bytes = sizes.stream().mapToLong(Integer::longValue).sum();
    var rawRead = raw.names().plus(raw.read());
    report.table(
        "%,d tasks on %d simulated workers: %,d znodes, %,d bytes each in the mean"
            .formatted(tasks, workers, sizes.size(), bytes / Math.max(1, sizes.size())),
        List.of("what", "Crawlkeeper", "raw ZooKeeper", "ratio"),
        List.of(
            row("tasks created by `:batch`", created, raw.create()),
            row("tasks created and placed", placed, raw.create()),
            row("a new leader takes the epoch and reads all", load, rawRead),
            row("from the old session's end to the first accepted write", idle(), rawRead)));
    report.table(
        "From SIGKILL of the leader to the first accepted write of the next",
        List.of("part", "seconds"),
        List.of(
            List.of("ZooKeeper ends the session (timeout 10 s)", seconds(expiry)),
            List.of("election: the next master takes the epoch", seconds(claim.minus(expiry))),
            List.of("it reads all and takes the write", seconds(firstWrite.minus(claim))),
            List.of("**all**", seconds(firstWrite))));
    report.table(
        "Asked of a master with all tasks",
        List.of("what", "p50", "p99", "max"),
        List.of(
            row("a list page of 100 tasks", smallPages),
            row("a list page of 1000 tasks", largePages),
            List.of(
                "%,d tasks of a lost worker placed elsewhere, after its session ended"
                    .formatted(moved),
                NONE,
                NONE,
                seconds(replaced))));
  }

  private Duration idle() {
    return firstWrite.minus(expiry);
  }

  private static List<String> row(String what, Duration ours, Duration raw) {
    var ratio = raw.isZero() ? 0 : (double) ours.toNanos() / raw.toNanos();
    return List.of(what, seconds(ours), seconds(raw), String.format(Locale.ROOT, "%.1f", ratio));
  }

  private static List<String> row(String what, Spread spread) {
    return List.of(what, millis(spread.p50()), millis(spread.p99()), millis(spread.max()));
  }

  private static String seconds(Duration duration) {
    return String.format(Locale.ROOT, "%.2f s", duration.toNanos() / 1e9);
  }

  private static String millis(Duration duration) {
    return String.format(Locale.ROOT, "%.1f ms", duration.toNanos() / 1e6);
  }
}
