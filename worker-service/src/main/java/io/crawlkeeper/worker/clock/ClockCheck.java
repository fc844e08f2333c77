package io.crawlkeeper.worker.clock;

import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.function.LongSupplier;
import org.jspecify.annotations.Nullable;

/**
 * Compares this machine's clock with ZooKeeper's. Between two samples of ZooKeeper's time a clock
 * that only goes forward takes it on, so that a jump of the machine's clock is noticed at once.
 * Safe for use by many threads.
 */
public final class ClockCheck {

  /** Schedules fire only while the clocks differ by no more. */
  public static final Duration TOLERANCE = Duration.ofSeconds(2);

  /** So long a sample holds: clocks that drift by 2 s in that time are broken. */
  private static final Duration KEPT = Duration.ofMinutes(2);

  /**
   * ZooKeeper's time.
   *
   * @param nanos of the clock that only goes forward, half-way between question and answer
   * @param doubt half the time between question and answer
   */
  private record Sample(Instant time, long nanos, Duration doubt) {}

  private final InstantSource clock;
  private final LongSupplier nanoTime;
  private volatile @Nullable Sample sample;

  /**
   * @param clock of this machine
   * @param nanoTime a clock that only goes forward
   */
  public ClockCheck(InstantSource clock, LongSupplier nanoTime) {
    this.clock = clock;
    this.nanoTime = nanoTime;
  }

  /**
   * Takes a time that ZooKeeper has told.
   *
   * @param asked when it was asked, by {@code nanoTime}
   * @param answered when it had answered
   */
  public void sampled(Instant time, long asked, long answered) {
    var doubt = Duration.ofNanos((answered - asked) / 2);
    sample = new Sample(time, asked + doubt.toNanos(), doubt);
  }

  /** How far this machine's clock is ahead of ZooKeeper's; null if that is not known. */
  public @Nullable Duration ahead() {
    var last = sample;
    if (last == null) {
      return null;
    }
    var since = Duration.ofNanos(nanoTime.getAsLong() - last.nanos());
    return since.compareTo(KEPT) > 0
        ? null
        : Duration.between(last.time().plus(since), clock.instant());
  }

  /** Whether the clocks agree well enough to fire schedules; false if that is not known. */
  public boolean agrees() {
    var last = sample;
    var ahead = ahead();
    return last != null
        && ahead != null
        && ahead.abs().compareTo(TOLERANCE.plus(last.doubt())) <= 0;
  }
}
