package io.crawlkeeper.clock;

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
  public static final Duration KEPT = Duration.ofMinutes(2);

  /** A sample that says less exactly what time it is, is worse than one of before. */
  static final Duration MOST_DOUBT = Duration.ofSeconds(1);

  /**
   * ZooKeeper's time.
   *
   * @param nanos of the clock that only goes forward, half-way between question and answer
   * @param doubt half the time between question and answer
   */
  private record Sample(Instant time, long nanos, Duration doubt) {}

  /**
   * All clocks at one moment.
   *
   * @param nanos of the clock that only goes forward
   * @param zooKeeper by the last sample, however old; null if there is none
   */
  record Reading(long nanos, Instant machine, @Nullable Instant zooKeeper, Agreement agreement) {}

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
   * Takes a time that ZooKeeper has told, unless the answer took so long that it says too little:
   * then the one before holds on.
   *
   * @param asked when it was asked, by {@code nanoTime}
   * @param answered when it had answered
   * @return whether it was taken
   */
  public boolean sampled(Instant time, long asked, long answered) {
    var doubt = Duration.ofNanos((answered - asked) / 2);
    if (doubt.compareTo(MOST_DOUBT) > 0) {
      return false;
    }
    sample = new Sample(time, asked + doubt.toNanos(), doubt);
    return true;
  }

  /** Whether ZooKeeper has ever told its time. */
  public boolean told() {
    return sample != null;
  }

  /** How far this machine's clock is ahead of ZooKeeper's; null if that is not known. */
  public @Nullable Duration ahead() {
    var reading = read();
    return reading.zooKeeper() == null || reading.agreement() == Agreement.UNKNOWN
        ? null
        : Duration.between(reading.zooKeeper(), reading.machine());
  }

  public Agreement agreement() {
    return read().agreement();
  }

  /** Whether the clocks agree well enough to fire schedules; false if that is not known. */
  public boolean agrees() {
    return agreement() == Agreement.AGREED;
  }

  Reading read() {
    var last = sample;
    var nanos = nanoTime.getAsLong();
    var machine = clock.instant();
    if (last == null) {
      return new Reading(nanos, machine, null, Agreement.UNKNOWN);
    }
    var since = Duration.ofNanos(nanos - last.nanos());
    var zooKeeper = last.time().plus(since);
    return new Reading(
        nanos,
        machine,
        zooKeeper,
        since.compareTo(KEPT) > 0
            ? Agreement.UNKNOWN
            : agreement(Duration.between(zooKeeper, machine), last.doubt()));
  }

  private static Agreement agreement(Duration ahead, Duration doubt) {
    return ahead.abs().compareTo(TOLERANCE.plus(doubt)) <= 0 ? Agreement.AGREED : Agreement.OFF;
  }
}
