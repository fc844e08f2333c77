package io.crawlkeeper.benchmarks;

import io.crawlkeeper.benchmarks.crawl.CrawlSpeed;
import io.crawlkeeper.benchmarks.due.DueAtOnce;
import io.crawlkeeper.benchmarks.takeover.Takeover;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;

/** Runs one benchmark; see {@code benchmarks/run}. */
public final class Benchmarks {

  private Benchmarks() {}

  /**
   * @param arguments the benchmark's name, and settings such as {@code tasks=1000}
   */
  public static void main(String[] arguments) throws Exception {
    var name = arguments.length == 0 ? "" : arguments[0];
    var settings = settings(arguments);
    switch (name) {
      case "takeover" ->
          Takeover.run(number(settings, "tasks", 100_000), number(settings, "workers", 50));
      case "due-at-once" ->
          DueAtOnce.run(
              number(settings, "schedules", 5_000),
              contenders(settings, "crawlkeeper,db-scheduler,quartz,crawls"));
      case "crawl" ->
          CrawlSpeed.run(contenders(settings, "crawlkeeper,bare-loop,parse-loop,wget,scrapy"));
      default -> {
        System.err.println("No benchmark '" + name + "': say takeover, due-at-once or crawl.");
        System.exit(2);
      }
    }
    System.exit(0); // Libraries leave threads behind.
  }

  private static Map<String, String> settings(String[] arguments) {
    return Arrays.stream(arguments)
        .skip(1)
        .map(argument -> argument.split("=", 2))
        .collect(Collectors.toMap(pair -> pair[0], pair -> pair[1]));
  }

  private static List<String> contenders(Map<String, String> settings, String all) {
    return List.of(settings.getOrDefault("of", all).split(",", -1));
  }

  private static int number(Map<String, String> settings, String name, int otherwise) {
    return Integer.parseInt(settings.getOrDefault(name, String.valueOf(otherwise)));
  }
}
