package io.crawlkeeper.worker.crawl.politeness;

import io.crawlkeeper.worker.crawl.politeness.Reception.Overloaded;
import io.crawlkeeper.worker.crawl.politeness.Reception.Unanswered;
import java.time.Duration;
import org.jspecify.annotations.Nullable;

/**
 * For how long a host is left alone after failures. Each failure in a row doubles the time. After
 * {@link #PROBED_FROM} of them the host is probed by one request at a time until one is served.
 * Guarded by the gate.
 */
final class BackOff {
  static final Duration LONGEST = Duration.ofMinutes(5);
  static final int PROBED_FROM = 3;

  /** About two minutes of probing, with a first time of one second. */
  static final int GIVEN_UP_FROM = 8;

  private static final int MOST_DOUBLINGS = 20;

  private final Duration first;
  private int strikes;
  private boolean silent;
  private long until;
  private @Nullable String why;

  BackOff(Duration first, long now) {
    this.first = first;
    this.until = now;
  }

  /**
   * Takes in how a request went.
   *
   * @return whether the host is left alone for longer than before
   */
  boolean received(Reception reception, long now) {
    return switch (reception) {
      case Reception.Served() -> served();
      case Reception.Silent() -> false;
      case Unanswered(var reason) -> unanswered(reason, now);
      case Overloaded(var retryAfter, var reason) -> overloaded(retryAfter, reason, now);
    };
  }

  private boolean served() {
    strikes = 0;
    silent = false;
    return false;
  }

  /** One such failure may be chance. */
  private boolean unanswered(String reason, long now) {
    if (isClosed(now)) {
      return false;
    }
    silent = true;
    strikes++;
    return strikes > 1 && close(doubled(strikes - 2), reason, now);
  }

  private boolean overloaded(@Nullable Duration retryAfter, String reason, long now) {
    if (retryAfter == null && isClosed(now)) {
      return false; // Requests that were under way together are one sign of overload, not many.
    }
    silent = false;
    strikes += retryAfter == null || !isClosed(now) ? 1 : 0;
    return close(retryAfter == null ? doubled(strikes - 1) : retryAfter, reason, now);
  }

  private Duration doubled(int times) {
    return first.multipliedBy(1L << Math.clamp(times, 0, MOST_DOUBLINGS));
  }

  private boolean close(Duration wanted, String reason, long now) {
    var bounded = wanted.compareTo(LONGEST) > 0 ? LONGEST : wanted;
    return closeUntil(now + bounded.toNanos(), reason);
  }

  /** Leaves the host alone at least until {@code time}. */
  boolean closeUntil(long time, @Nullable String reason) {
    if (time - until <= 0) {
      return false;
    }
    until = time;
    why = reason;
    return true;
  }

  /** Goes on from what another worker has seen. */
  void continueFrom(int strikes) {
    this.strikes = strikes;
    silent = false;
  }

  boolean isClosed(long now) {
    return until - now > 0;
  }

  boolean isProbed() {
    return strikes >= PROBED_FROM;
  }

  boolean isGivenUp(long now) {
    return silent && strikes >= GIVEN_UP_FROM && isClosed(now);
  }

  int strikes() {
    return strikes;
  }

  long until() {
    return until;
  }

  /** Why the host was left alone last; null if it never was. */
  @Nullable String why() {
    return why;
  }
}
