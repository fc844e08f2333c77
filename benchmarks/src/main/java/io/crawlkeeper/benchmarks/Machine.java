package io.crawlkeeper.benchmarks;

import java.util.List;
import java.util.Locale;
import java.util.stream.Stream;

/** What the figures depend on. */
public final class Machine {

  private static final List<String> OPTIONS = List.of("-Xmx2g", "-XX:TieredStopAtLevel=4");

  private Machine() {}

  /** The same program with room for many tasks, compiled as in production. */
  public static List<String> fast(List<String> program) {
    return Stream.concat(OPTIONS.stream(), program.stream()).toList();
  }

  static String describe() {
    return String.format(
        Locale.ROOT,
        "%d cores, %s %s, Java %s; each process with -Xmx2g and the serial collector",
        Runtime.getRuntime().availableProcessors(),
        System.getProperty("os.name"),
        System.getProperty("os.arch"),
        Runtime.version());
  }
}
