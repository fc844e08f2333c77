package io.crawlkeeper.worker.crawl.politeness;

import io.crawlkeeper.worker.crawl.politeness.GateAnswer.Full;
import io.crawlkeeper.worker.crawl.politeness.GateAnswer.NotBefore;
import io.crawlkeeper.worker.crawl.politeness.HostGate.Visitor;
import java.time.Duration;
import java.util.HashSet;
import java.util.LinkedHashSet;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** What the gate knows of one host. Guarded by the gate. */
final class HostState {
  static final Duration LONGEST_BACK_OFF = Duration.ofMinutes(5);

  /** How long a free place is kept for who has waited longest, so that no run starves another. */
  static final Duration GRACE = Duration.ofMillis(100);

  private static final int MOST_DOUBLINGS = 20;
  private static final Full FULL = new Full();

  private final Duration firstBackOff;
  private final Set<Visitor> visitors = new HashSet<>();
  private final LinkedHashSet<Visitor> line = new LinkedHashSet<>();
  private int active;
  private boolean started;
  private long lastStart;
  private long closedUntil;
  private long freeSince;
  private int strikes;

  HostState(Duration firstBackOff, long now) {
    this.firstBackOff = firstBackOff;
    lastStart = now;
    closedUntil = now;
    freeSince = now;
  }

  void enter(Visitor visitor) {
    visitors.add(visitor);
  }

  /** Why {@code visitor} may not start now; null if it may. */
  @Nullable GateAnswer refusal(Visitor visitor, long now) {
    var earliest = earliest();
    if (earliest - now > 0) {
      line.add(visitor);
      return new NotBefore(earliest);
    }
    if (active >= concurrency()) {
      line.add(visitor);
      return FULL;
    }
    var keptUntil = later(earliest, freeSince) + GRACE.toNanos();
    if (!line.isEmpty() && line.getFirst() != visitor && keptUntil - now > 0) {
      line.add(visitor);
      return new NotBefore(keptUntil);
    }
    return null;
  }

  void start(Visitor visitor, long now) {
    line.remove(visitor);
    active++;
    started = true;
    lastStart = now;
    wakeNext();
  }

  void end(Reception reception, long now) {
    if (active >= concurrency()) {
      freeSince = now;
    }
    active--;
    switch (reception) {
      case Reception.Served() -> strikes = 0;
      case Reception.Silent() -> {}
      case Reception.Overloaded(var retryAfter) -> close(retryAfter, now);
    }
    wakeNext();
  }

  void leave(Visitor visitor, long now) {
    // The delay outlives the run that asked for it, or the next run would start right behind it.
    closedUntil = later(closedUntil, earliest());
    visitors.remove(visitor);
    if (!line.isEmpty() && line.getFirst() == visitor) {
      freeSince = later(freeSince, now);
    }
    line.remove(visitor);
    wakeNext();
  }

  boolean isForgettable(long now) {
    return visitors.isEmpty() && active == 0 && closedUntil - now <= 0;
  }

  private void close(@Nullable Duration retryAfter, long now) {
    if (retryAfter == null && closedUntil - now > 0) {
      return; // Requests that were under way together are one sign of overload, not many.
    }
    var doubled = firstBackOff.multipliedBy(1L << Math.min(strikes++, MOST_DOUBLINGS));
    var wanted = retryAfter == null ? doubled : retryAfter;
    var bounded = wanted.compareTo(LONGEST_BACK_OFF) > 0 ? LONGEST_BACK_OFF : wanted;
    closedUntil = later(closedUntil, now + bounded.toNanos());
  }

  private void wakeNext() {
    if (!line.isEmpty() && active < concurrency()) {
      line.getFirst().wake();
    }
  }

  private long earliest() {
    return started ? later(lastStart + delay().toNanos(), closedUntil) : closedUntil;
  }

  private Duration delay() {
    return visitors.stream()
        .map(visitor -> visitor.demand().delay())
        .max(Duration::compareTo)
        .orElse(Duration.ZERO);
  }

  private int concurrency() {
    return visitors.stream().mapToInt(visitor -> visitor.demand().concurrency()).min().orElse(1);
  }

  /** The ticker may overflow, so its readings are compared by their difference. */
  private static long later(long one, long other) {
    return one - other > 0 ? one : other;
  }
}
