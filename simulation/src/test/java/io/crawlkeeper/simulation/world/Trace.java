package io.crawlkeeper.simulation.world;

import java.util.function.Consumer;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * What has happened, as a hash that differs as soon as anything differs, and as lines for people
 * where they are wanted.
 */
public final class Trace {

  private static final long PRIME = 0x100000001b3L;

  private final @Nullable Consumer<String> lines;
  private long hash = 0xcbf29ce484222325L;

  private Trace(@Nullable Consumer<String> lines) {
    this.lines = lines;
  }

  public static Trace silent() {
    return new Trace(null);
  }

  public static Trace to(Consumer<String> lines) {
    return new Trace(lines);
  }

  public void mix(long first, long second) {
    hash = ((hash ^ first) * PRIME ^ second) * PRIME;
    hash ^= hash >>> 29;
  }

  public void line(Supplier<String> line) {
    if (lines != null) {
      lines.accept(line.get());
    }
  }

  public long hash() {
    return hash;
  }
}
