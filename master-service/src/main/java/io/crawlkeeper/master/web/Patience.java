package io.crawlkeeper.master.web;

import java.time.Duration;
import java.util.function.LongSupplier;

/**
 * How long a write waits for a leader, and how.
 *
 * @param most how long at most
 * @param nanoTime a monotonic clock
 * @param pause waits a little before the next try
 */
public record Patience(Duration most, LongSupplier nanoTime, Runnable pause) {

  private static final Duration STEP = Duration.ofMillis(50);

  /** By the clock of the system. */
  public static Patience of(Duration most) {
    return new Patience(most, System::nanoTime, Patience::pauseThread);
  }

  /** When patience that begins now ends, on the clock. */
  long deadline() {
    return nanoTime.getAsLong() + most.toNanos();
  }

  /** What is left until then, never negative. */
  Duration left(long deadline) {
    return Duration.ofNanos(Math.max(0, deadline - nanoTime.getAsLong()));
  }

  private static void pauseThread() {
    try {
      Thread.sleep(STEP);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new Refusal(Problems.unknownOutcome());
    }
  }
}
