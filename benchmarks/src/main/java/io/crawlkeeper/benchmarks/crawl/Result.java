package io.crawlkeeper.benchmarks.crawl;

import java.time.Duration;
import java.util.List;
import java.util.Locale;

/**
 * What one crawl took.
 *
 * @param pages that it has on record
 */
record Result(String name, long pages, Duration took, Usage usage) {

  static final List<String> COLUMNS =
      List.of("crawler", "pages", "seconds", "pages/s", "ratio", "processor seconds", "peak MB");

  double rate() {
    return pages * 1000.0 / took.toMillis();
  }

  /**
   * @param one that the ratio is to
   */
  List<String> row(Result one) {
    return List.of(
        name,
        String.valueOf(pages),
        number("%.1f", took.toMillis() / 1000.0),
        number("%.0f", rate()),
        number("%.2f", rate() / one.rate()),
        number("%.1f", usage.processor().toMillis() / 1000.0),
        number("%.0f", usage.peak() / 1e6));
  }

  private static String number(String format, double value) {
    return String.format(Locale.ROOT, format, value);
  }
}
