package io.crawlkeeper.worker.crawl.politeness;

import org.jspecify.annotations.Nullable;

/**
 * When requests to one host may start and, their connections standing, be sent. Both keep the
 * delay: a start comes before its sending, by as much as it takes to look up and to connect.
 * Guarded by the gate; times are nanoseconds of its ticker.
 */
final class Spacing {
  private final Trail trail = new Trail();
  private boolean started;
  private long lastStart;
  private boolean sent;
  private long lastSent;
  private long notBefore;

  Spacing(long now) {
    lastStart = now;
    lastSent = now;
    notBefore = now;
  }

  /** Nothing starts or is sent before {@code time}. */
  void notBefore(long time) {
    notBefore = Nanos.later(notBefore, time);
  }

  /** When the next request may start, as far as those before it are concerned. */
  long nextStart(long delay, long now) {
    var opens = trail.opens(notBefore, now);
    return started ? Nanos.later(lastStart + delay, opens) : opens;
  }

  void started(long now) {
    started = true;
    lastStart = now;
  }

  /** When the next request that has started may be sent. */
  long nextSending(long delay, long now) {
    var opens = trail.opens(notBefore, now);
    return sent ? Nanos.later(lastSent + delay, opens) : opens;
  }

  /**
   * Counts a request that is sent now.
   *
   * @return null if there is no delay, and so no window to keep
   */
  Trail.@Nullable Sent sent(long delay, long now) {
    sent = true;
    lastSent = now;
    lastStart = Nanos.later(lastStart, now);
    return delay == 0 ? null : trail.add(delay);
  }

  /** When another, who knows nothing of these requests, may begin; past if at once. */
  long handOver(long delay, long now) {
    var next = Nanos.later(notBefore, trail.handOver(now));
    return sent ? Nanos.later(next, lastSent + delay) : next;
  }
}
