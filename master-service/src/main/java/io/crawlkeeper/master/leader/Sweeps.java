package io.crawlkeeper.master.leader;

import java.time.Duration;
import java.util.function.LongSupplier;

/** When the leader looks after the placement, and compares its facts. For one thread. */
final class Sweeps {

  private static final Duration PERIOD = Duration.ofSeconds(30);
  static final Duration DOUBT = Duration.ofSeconds(2);

  private final LongSupplier nanoTime;
  private long sweepAt;
  private long verifyAt;

  Sweeps(LongSupplier nanoTime) {
    this.nanoTime = nanoTime;
  }

  /** A tenure begins: its facts are just read, and nothing has been looked after. */
  void begin() {
    soon();
    verified(false);
  }

  void soon() {
    sweepAt = nanoTime.getAsLong();
  }

  boolean due() {
    return sweepAt - nanoTime.getAsLong() <= 0;
  }

  /**
   * @param next when something is due at the latest
   */
  void swept(Duration next) {
    sweepAt = after(next.compareTo(PERIOD) < 0 ? next : PERIOD);
  }

  boolean verifyDue() {
    return verifyAt - nanoTime.getAsLong() <= 0;
  }

  /**
   * @param inDoubt whether there was a difference, which may be momentary
   */
  void verified(boolean inDoubt) {
    verifyAt = after(inDoubt ? DOUBT : PERIOD);
  }

  /** How long nothing is due; not negative. */
  Duration left() {
    var next = Math.min(sweepAt - nanoTime.getAsLong(), verifyAt - nanoTime.getAsLong());
    return Duration.ofNanos(Math.max(0, next));
  }

  private long after(Duration pause) {
    return nanoTime.getAsLong() + pause.toNanos();
  }
}
