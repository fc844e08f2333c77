package io.crawlkeeper.worker.crawl.politeness;

import io.crawlkeeper.worker.crawl.politeness.GateAnswer.InLine;
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
  private static final InLine IN_LINE = new InLine();

  private final Duration firstBackOff;
  private final Set<Visitor> visitors = new HashSet<>();
  private final Demands demands = new Demands();
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

  void enter(Visitor visitor, Demand demand) {
    visitors.add(visitor);
    demands.add(demand);
  }

  /** Counts a changed demand, unless the visitor has left. */
  void change(Visitor visitor, Demand old, Demand changed) {
    if (visitors.contains(visitor)) {
      demands.remove(old);
      demands.add(changed);
      wakeNext();
    }
  }

  /**
   * Why {@code visitor} may not start now; null if it may. Only the first in line is given the time
   * of the next start, and the second that at which the place is no longer kept: if all were, all
   * would ask again for each start, and all but one in vain.
   */
  @Nullable GateAnswer refusal(Visitor visitor, long now) {
    line.add(visitor);
    var first = line.getFirst() == visitor;
    var earliest = earliest();
    var opens = first ? earliest : later(earliest, freeSince) + GRACE.toNanos();
    if (earliest - now <= 0 && active >= demands.concurrency()) {
      return IN_LINE;
    }
    if (opens - now <= 0) {
      return null;
    }
    return first || isSecond(visitor) ? new NotBefore(opens) : IN_LINE;
  }

  void start(Visitor visitor, long now) {
    var first = line.getFirst();
    line.remove(visitor);
    if (first != visitor) {
      line.addLast(first); // It was called and did not come: now it is for the next to be called.
    }
    active++;
    started = true;
    lastStart = now;
    wakeNext();
  }

  void end(Reception reception, long now) {
    if (active >= demands.concurrency()) {
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

  void leave(Visitor visitor, Demand demand, long now) {
    if (!visitors.remove(visitor)) {
      return;
    }
    // The delay outlives the run that asked for it, or the next run would start right behind it.
    closedUntil = later(closedUntil, earliest());
    demands.remove(demand);
    stepAside(visitor, now);
  }

  /** Passes on the turn that the visitor may have. */
  void stepAside(Visitor visitor, long now) {
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
    if (!line.isEmpty() && active < demands.concurrency()) {
      line.getFirst().wake();
    }
  }

  private long earliest() {
    return started ? later(lastStart + demands.delay().toNanos(), closedUntil) : closedUntil;
  }

  private boolean isSecond(Visitor visitor) {
    var waiting = line.iterator();
    waiting.next();
    return waiting.hasNext() && waiting.next() == visitor;
  }

  /** The ticker may overflow, so its readings are compared by their difference. */
  private static long later(long one, long other) {
    return one - other > 0 ? one : other;
  }
}
