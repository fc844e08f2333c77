package io.crawlkeeper.systemtests.harness;

import java.time.Duration;
import java.util.Locale;

/** Figures that the tests measure, a line each on the console. */
public final class Measured {

  private final long began = System.nanoTime();

  private Measured() {}

  /** Begins to measure. */
  public static Measured now() {
    return new Measured();
  }

  public Duration elapsed() {
    return Duration.ofNanos(System.nanoTime() - began);
  }

  /** Tells how long it took: {@code placement whole} 4.1 s {@code after the kill}. */
  public Duration tell(String what, String since) {
    var elapsed = elapsed();
    line("%s %s %s".formatted(what, seconds(elapsed), since));
    return elapsed;
  }

  /** As {@code 4.1 s}. */
  public static String seconds(Duration duration) {
    return String.format(Locale.ROOT, "%.1f s", duration.toMillis() / 1000.0);
  }

  public static void line(String text) {
    System.out.println("[measured] " + text);
  }
}
