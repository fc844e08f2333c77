package io.crawlkeeper.benchmarks.due;

import io.crawlkeeper.systemtests.harness.Spread;
import java.time.Duration;
import java.util.List;
import java.util.Locale;

/**
 * How late a scheduler was.
 *
 * @param twice pages that were fetched more than once
 * @param start from the due time until the execution began, as the scheduler says
 * @param arrival from the due time until the request for the page arrived
 */
record Result(Contender contender, long twice, Spread start, Spread arrival) {

  static final List<String> COLUMNS =
      List.of(
          "scheduler",
          "fired",
          "twice",
          "start p50",
          "p99",
          "max",
          "request p50",
          "request p99",
          "request max",
          "a second",
          "max, ratio");

  List<String> row(Result one) {
    return List.of(
        contender.name(),
        String.valueOf(arrival.count()),
        String.valueOf(twice),
        millis(start.p50()),
        millis(start.p99()),
        millis(start.max()),
        millis(arrival.p50()),
        millis(arrival.p99()),
        millis(arrival.max()),
        String.valueOf(arrival.count() * 1_000L / Math.max(1, arrival.max().toMillis())),
        String.format(
            Locale.ROOT, "%.2f", (double) arrival.max().toMillis() / one.arrival.max().toMillis()));
  }

  private static String millis(Duration duration) {
    return duration.toMillis() + " ms";
  }
}
