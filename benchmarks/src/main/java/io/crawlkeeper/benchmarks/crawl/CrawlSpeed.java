package io.crawlkeeper.benchmarks.crawl;

import static org.assertj.core.api.Assertions.assertThat;

import io.crawlkeeper.benchmarks.Report;
import io.crawlkeeper.systemtests.harness.Folders;
import io.crawlkeeper.systemtests.harness.JavaManual;
import io.crawlkeeper.systemtests.harness.Measured;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** All pages of the manual of Java, crawled by each in turn, served by the same server. */
public final class CrawlSpeed {

  private final JavaManual manual;
  private final Set<String> pages;
  private final List<Result> results = new ArrayList<>();
  private final Map<String, String> settings = new LinkedHashMap<>();

  private CrawlSpeed(JavaManual manual) {
    this.manual = manual;
    this.pages = manual.reachable(_ -> true);
  }

  /**
   * @param contenders which to compare, in this order; ratios are to the first
   */
  public static void run(List<String> contenders) throws Exception {
    assertThat(Program.exists("nginx")).as("nginx, which serves the site, is installed").isTrue();
    var manual = JavaManual.unpacked();
    assertThat(manual).as("Debian's package " + JavaManual.PACKAGE).isPresent();
    var benchmark = new CrawlSpeed(manual.get());
    var folder = Folders.fresh("crawl");
    for (var contender : contenders) {
      benchmark.measure(contender, folder.resolve(contender));
    }
    benchmark.report(contenders);
  }

  private Contender contender(String name) {
    return switch (name) {
      case "crawlkeeper" -> new OneWorker();
      case "scrapy" -> new Scrapy();
      case "wget" -> new Wget();
      case "bare-loop" -> new BareLoop(pages, true);
      case "parse-loop" -> new BareLoop(pages, false);
      default -> throw new IllegalArgumentException("no contender '" + name + "'");
    };
  }

  /** Each has the machine for itself; one that has not fetched all is not compared. */
  private void measure(String name, Path folder) throws Exception {
    var contender = contender(name);
    settings.put(name, contender.settings());
    try (var origin = Origin.serve(folder.resolve("origin"), manual)) {
      for (var result : contender.crawl(origin, folder.resolve("run"))) {
        Measured.line(String.join(" | ", result.row(result)));
        assertThat(result.pages()).as(result.name()).isGreaterThanOrEqualTo(pages.size());
        results.add(result);
      }
      assertThat(origin.pages()).as("fetched by " + name).containsAll(pages);
    }
  }

  private void report(List<String> contenders) throws Exception {
    var report = new Report("crawl", "benchmarks/run crawl of=" + String.join(",", contenders));
    report.table(
        "%,d pages of %s".formatted(pages.size(), JavaManual.PACKAGE),
        Result.COLUMNS,
        results.stream().map(result -> result.row(results.getFirst())).toList());
    report.table(
        "Set up as",
        List.of("crawler", "settings"),
        settings.entrySet().stream()
            .map(entry -> List.of(entry.getKey(), entry.getValue()))
            .toList());
    report.publish();
  }
}
