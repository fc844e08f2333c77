package io.crawlkeeper.clock;

import java.time.Duration;
import java.time.Instant;

/** A machine whose clock can be put wrong, and the time that a node on it goes by. */
public final class WrongClock {

  private final Instant start;
  private final ClockCheck check;
  private final TrustedClock trusted;
  private long nanos;
  private Duration ahead = Duration.ZERO;

  /** ZooKeeper has told that it is {@code start}, and so does the machine's clock. */
  public WrongClock(Instant start) {
    this.start = start;
    this.check = new ClockCheck(this::machine, () -> nanos);
    this.trusted = new TrustedClock(check);
    sample();
    var _ = trusted.instant();
  }

  /** Puts the machine's clock ahead of the truth; behind, if negative. */
  public WrongClock ahead(Duration by) {
    ahead = by;
    return this;
  }

  /** So much time goes by, at the end of which ZooKeeper tells its time. */
  public void pass(Duration time) {
    nanos += time.toNanos();
    sample();
  }

  private void sample() {
    check.sampled(truth(), nanos, nanos);
  }

  public Instant truth() {
    return start.plusNanos(nanos);
  }

  public Instant machine() {
    return truth().plus(ahead);
  }

  public long nanoTime() {
    return nanos;
  }

  public ClockCheck check() {
    return check;
  }

  public TrustedClock trusted() {
    return trusted;
  }
}
