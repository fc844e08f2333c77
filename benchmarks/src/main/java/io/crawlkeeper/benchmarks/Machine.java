package io.crawlkeeper.benchmarks;

import java.lang.management.ManagementFactory;
import java.util.List;
import java.util.Locale;
import java.util.stream.Stream;

/** What the figures depend on. */
public final class Machine {

  private static final List<String> OPTIONS = List.of("-Xmx2g", "-XX:TieredStopAtLevel=4");

  /** Options of a process that crawls: what a small machine has to spare. */
  public static final String CRAWLING = "-Xmx512m -XX:+UseSerialGC";

  private Machine() {}

  /** The same program with room for many tasks, compiled as in production. */
  public static List<String> fast(List<String> program) {
    return Stream.concat(OPTIONS.stream(), program.stream()).toList();
  }

  /** The same program with options of a crawler. */
  public static List<String> crawling(List<String> program) {
    var options = Stream.of((CRAWLING + " -XX:TieredStopAtLevel=4").split(" ", -1));
    return Stream.concat(options, program.stream()).toList();
  }

  static String describe() {
    return String.format(
        Locale.ROOT,
        "%d cores, %s %s, Java %s, load %.1f",
        Runtime.getRuntime().availableProcessors(),
        System.getProperty("os.name"),
        System.getProperty("os.arch"),
        Runtime.version(),
        ManagementFactory.getOperatingSystemMXBean().getSystemLoadAverage());
  }
}
