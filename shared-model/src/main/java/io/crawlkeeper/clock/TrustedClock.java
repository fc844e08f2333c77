package io.crawlkeeper.clock;

import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.time.temporal.ChronoUnit;
import org.jspecify.annotations.Nullable;

/**
 * The time by which this process decides: that of the machine's clock, as long as ZooKeeper's
 * agrees. Where they differ, that of the one which has gone on as it did while a clock that only
 * goes forward counted; ZooKeeper's where both have, and where nothing could be trusted before. So
 * no single clock that jumps ends, removes or shifts anything. Until ZooKeeper has told its time,
 * it goes on from what the machine's clock showed at first. Safe for use by many threads.
 *
 * <p>It goes back only where it was wrong by more than a few seconds; by less it stands still until
 * it is right. It shows milliseconds.
 */
public final class TrustedClock implements InstantSource {

  /**
   * A clock that is off by no more has gone on. More than the tolerance and the doubt of a sample,
   * so that a machine's clock that drifts away is not taken for ZooKeeper's having jumped.
   */
  static final Duration GOES_ON =
      ClockCheck.TOLERANCE.plus(ClockCheck.MOST_DOUBT).plus(ClockCheck.MOST_DOUBT);

  private final ClockCheck check;
  private final ClockCheck.Reading first;

  /** What was trusted last, and when that was by the clock that only goes forward. */
  private @Nullable Instant trusted;

  private long trustedAt;
  private Instant shown = Instant.MIN;

  public TrustedClock(ClockCheck check) {
    this.check = check;
    this.first = check.read();
  }

  @Override
  public synchronized Instant instant() {
    var reading = check.read();
    var zooKeeper = reading.zooKeeper();
    if (zooKeeper == null) {
      return show(first.machine().plusNanos(reading.nanos() - first.nanos()));
    }
    var expected = trusted == null ? zooKeeper : trusted.plusNanos(reading.nanos() - trustedAt);
    var now =
        reading.agreement() == Agreement.AGREED
            ? reading.machine()
            : better(expected, zooKeeper, reading.machine());
    trusted = now;
    trustedAt = reading.nanos();
    return show(now);
  }

  private static Instant better(Instant expected, Instant zooKeeper, Instant machine) {
    if (near(zooKeeper, expected)) {
      return zooKeeper;
    }
    return near(machine, expected) ? machine : expected;
  }

  private static boolean near(Instant one, Instant other) {
    return Duration.between(one, other).abs().compareTo(GOES_ON) <= 0;
  }

  private Instant show(Instant time) {
    var now = time.truncatedTo(ChronoUnit.MILLIS);
    if (now.isAfter(shown) || !near(now, shown)) {
      shown = now;
    }
    return shown;
  }
}
