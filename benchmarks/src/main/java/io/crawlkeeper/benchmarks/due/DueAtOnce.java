package io.crawlkeeper.benchmarks.due;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.crawlkeeper.benchmarks.Report;
import io.crawlkeeper.benchmarks.due.Arrivals.Visit;
import io.crawlkeeper.benchmarks.due.Crawlkeeper.Work;
import io.crawlkeeper.systemtests.harness.Folders;
import io.crawlkeeper.systemtests.harness.Measured;
import io.crawlkeeper.systemtests.harness.Postgres;
import io.crawlkeeper.systemtests.harness.Spread;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;
import java.util.Queue;
import java.util.stream.IntStream;

/**
 * The same schedules, due in the same second, for each scheduler in turn: two processes of each,
 * one machine, one run. Each execution fetches one page of a site on loopback.
 */
public final class DueAtOnce {

  private static final int WARM_UP = 1_000;
  private static final Duration LEAD = Duration.ofSeconds(40);
  private static final Duration PATIENCE = Duration.ofMinutes(3);

  private final int schedules;
  private final Arrivals arrivals;
  private final List<Result> results = new ArrayList<>();

  private DueAtOnce(int schedules, Arrivals arrivals) {
    this.schedules = schedules;
    this.arrivals = arrivals;
  }

  private interface Start {
    Contender start(Path folder, Postgres postgres) throws Exception;
  }

  /** All that can be compared, by the names of their folders. */
  private static Start start(String contender) {
    return switch (contender) {
      case "crawlkeeper" -> (folder, postgres) -> new Crawlkeeper(Work.CALLS, folder, postgres);
      case "crawls" -> (folder, postgres) -> new Crawlkeeper(Work.CRAWLS, folder, postgres);
      case "db-scheduler" -> (folder, postgres) -> new DbScheduler(folder, postgres.jdbcUrl());
      case "quartz" -> (folder, postgres) -> new Quartz(folder, postgres.jdbcUrl());
      default -> throw new IllegalArgumentException("no contender '" + contender + "'");
    };
  }

  /**
   * @param contenders which to compare, in this order; ratios are to the first
   */
  public static void run(int schedules, List<String> contenders) throws Exception {
    var folder = Folders.fresh("due-at-once");
    try (var arrivals = Arrivals.open()) {
      var benchmark = new DueAtOnce(schedules, arrivals);
      for (var contender : contenders) {
        benchmark.measure(folder.resolve(contender), start(contender));
      }
      benchmark.report(contenders);
    }
  }

  /** Each has the machine for itself, and a fresh database of the same make. */
  private void measure(Path folder, Start start) throws Exception {
    try (var postgres = Postgres.start(folder.resolve("postgres"));
        var contender = start.start(folder, postgres)) {
      round(contender, "warm", WARM_UP);
      results.add(round(contender, "page", schedules));
      Measured.line(String.join(" | ", results.getLast().row(results.getFirst())));
    }
  }

  private Result round(Contender contender, String prefix, int count) throws Exception {
    arrivals.forget();
    var urls =
        IntStream.range(0, count)
            .mapToObj(i -> arrivals.root() + "/%s-%05d".formatted(prefix, i))
            .toList();
    var due = Instant.now().plus(LEAD).truncatedTo(ChronoUnit.SECONDS);
    contender.schedule(urls, due);
    assertThat(Instant.now()).as("all is stored before it is due").isBefore(due.minusSeconds(5));
    await("all were fired")
        .atMost(PATIENCE.plus(LEAD))
        .pollInterval(Duration.ofMillis(200))
        .until(() -> arrivals.pages() == count);
    return result(contender, due, count);
  }

  private Result result(Contender contender, Instant due, int count) throws Exception {
    var visits = arrivals.visits().stream().map(Queue::element).toList();
    var recorded = new ArrayList<Instant>();
    await("all starts are recorded")
        .atMost(PATIENCE)
        .pollInterval(Duration.ofMillis(500))
        .until(
            () -> {
              recorded.clear();
              recorded.addAll(contender.starts(due));
              return recorded.isEmpty() || recorded.size() == count;
            });
    var starts = recorded.isEmpty() ? visits.stream().map(Visit::started).toList() : recorded;
    var twice = arrivals.visits().stream().filter(queue -> queue.size() > 1).count();
    return new Result(
        contender,
        twice,
        lateness(due, starts),
        lateness(due, visits.stream().map(Visit::arrived).toList()));
  }

  private static Spread lateness(Instant due, List<Instant> times) {
    return Spread.of(times.stream().map(time -> Duration.between(due, time)).toList());
  }

  private void report(List<String> contenders) throws Exception {
    var report =
        new Report(
            "due-at-once",
            "benchmarks/run due-at-once schedules=%d of=%s"
                .formatted(schedules, String.join(",", contenders)));
    var first = results.getFirst();
    report.table(
        "%,d schedules due in the same second, two processes each".formatted(schedules),
        Result.COLUMNS,
        results.stream().map(result -> result.row(first)).toList());
    report.table(
        "Set up as",
        List.of("scheduler", "settings"),
        results.stream()
            .map(result -> List.of(result.contender().name(), result.contender().settings()))
            .toList());
    report.publish();
  }
}
