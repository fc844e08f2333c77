package io.crawlkeeper.worker.crawl.politeness;

import io.crawlkeeper.lease.Demand;
import io.crawlkeeper.lease.HostCondition;
import io.crawlkeeper.lease.LeaseReply;
import io.crawlkeeper.lease.LeaseReply.Held;
import io.crawlkeeper.lease.LeaseRequest;
import io.crawlkeeper.worker.crawl.politeness.GateAnswer.GivenUp;
import io.crawlkeeper.worker.crawl.politeness.GateAnswer.InLine;
import io.crawlkeeper.worker.crawl.politeness.GateAnswer.NotBefore;
import io.crawlkeeper.worker.crawl.politeness.HostGate.Visitor;
import java.time.Duration;
import java.util.HashSet;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** What the gate knows of one host. Guarded by the gate. */
final class HostState {
  /** How long a free place is kept for who has waited longest, so that no run starves another. */
  static final Duration GRACE = Duration.ofMillis(100);

  /** For longer a request does not wait with its connection open: it goes back into the line. */
  private static final Duration LONGEST_WAIT = Duration.ofSeconds(2);

  /** A time is cut to milliseconds, and so is the store's clock, twice. */
  private static final Duration CUT = Duration.ofMillis(2);

  private static final InLine IN_LINE = new InLine();
  private static final Clearance SENT = new Clearance.Sent();
  private static final Clearance REFUSED = new Clearance.Refused();

  private final String host;
  private final Set<Visitor> visitors = new HashSet<>();
  private final Demands demands = new Demands();
  private final LinkedHashSet<Visitor> line = new LinkedHashSet<>();
  private final BackOff backOff;
  private final Pace pace = new Pace();
  private final Tenure tenure;
  private final Runnable hurry;
  private final Set<Permit> underWay = new HashSet<>();
  private final Spacing spacing;
  private long freeSince;

  /**
   * @param leased whether other workers may send requests to the host as well
   * @param hurry called when the store of leases should be asked soon
   */
  HostState(String host, GateSettings settings, boolean leased, Runnable hurry, long now) {
    this.host = host;
    this.backOff = new BackOff(settings.firstBackOff(), now);
    this.tenure = new Tenure(leased, now);
    this.hurry = hurry;
    this.spacing = new Spacing(now);
    freeSince = now;
  }

  void enter(Visitor visitor, Demand demand) {
    visitors.add(visitor);
    demands.add(demand);
    hurry(tenure.isKnown() && tenure.hurry());
  }

  /** Counts a changed demand, unless the visitor has left. */
  void change(Visitor visitor, Demand old, Demand changed) {
    if (visitors.contains(visitor)) {
      demands.remove(old);
      demands.add(changed);
      hurry(tenure.isKnown() && tenure.hurry());
      wakeNext();
    }
  }

  /**
   * Why {@code visitor} may not start now; null if it may. Only the first in line is given the time
   * of the next start, and the second that at which the place is no longer kept: if all were, all
   * would ask again for each start, and all but one in vain.
   */
  @Nullable GateAnswer refusal(Visitor visitor, long now) {
    if (backOff.isGivenUp(now)) {
      return new GivenUp(String.valueOf(backOff.why()));
    }
    line.add(visitor);
    hurry(tenure.want(now));
    return tenure.mayStart(now) ? refusalInLine(visitor, now) : IN_LINE;
  }

  private @Nullable GateAnswer refusalInLine(Visitor visitor, long now) {
    var first = line.getFirst() == visitor;
    var earliest = earliest(now);
    var opens = first ? earliest : Nanos.later(earliest, freeSince) + GRACE.toNanos();
    if (Nanos.isPast(earliest, now) && underWay.size() >= concurrency()) {
      return IN_LINE;
    }
    if (Nanos.isPast(opens, now)) {
      return null;
    }
    return first || isSecond(visitor) ? new NotBefore(opens) : IN_LINE;
  }

  void start(Visitor visitor, Permit permit, long now) {
    var first = line.getFirst();
    line.remove(visitor);
    if (first != visitor) {
      line.addLast(first); // It was called and did not come: now it is for the next to be called.
    }
    underWay.add(permit);
    spacing.started(now);
    wakeNext();
  }

  /** Whether a request that was let in may be sent now; if so, it counts from now. */
  Clearance clear(Permit permit, long now) {
    if (!tenure.isValid(now) || backOff.isClosed(now)) {
      return REFUSED;
    }
    var delay = delay();
    var wait = spacing.nextSending(delay, now) - now;
    if (wait > 0) {
      return orRefused(wait);
    }
    permit.sent(spacing.sent(delay, now), now);
    return SENT;
  }

  /** To wait so many nanoseconds, if that is not too long for an open connection. */
  static Clearance orRefused(long wait) {
    return wait > LONGEST_WAIT.toNanos() ? REFUSED : new Clearance.Wait(wait);
  }

  /** Adds how the requests under way are ended, if others may send requests to the host soon. */
  void cut(List<Runnable> cuts, long now) {
    if (!underWay.isEmpty() && !tenure.isValid(now)) {
      underWay.stream().map(Permit::takeCut).filter(Objects::nonNull).forEach(cuts::add);
    }
  }

  /**
   * @param took in nanoseconds
   */
  void end(Permit permit, Reception reception, long took, long now) {
    if (underWay.size() >= concurrency()) {
      freeSince = now;
    }
    underWay.remove(permit);
    if (reception instanceof Reception.Served) {
      pace.served(took);
    }
    hurry(backOff.received(reception, now) && tenure.learned(now));
    hurry(underWay.isEmpty() && !tenure.mayStart(now) && tenure.hurry());
    wakeNext();
  }

  void leave(Visitor visitor, Demand demand, long now) {
    if (!visitors.remove(visitor)) {
      return;
    }
    // The delay outlives the run that asked for it, or the next run would start right behind it.
    spacing.notBefore(spacing.nextStart(delay(), now));
    demands.remove(demand);
    stepAside(visitor, now);
    hurry(visitors.isEmpty() && tenure.isKnown() && tenure.hurry());
  }

  /** Passes on the turn that the visitor may have. */
  void stepAside(Visitor visitor, long now) {
    if (!line.isEmpty() && line.getFirst() == visitor) {
      freeSince = Nanos.later(freeSince, now);
    }
    line.remove(visitor);
    wakeNext();
  }

  boolean isForgettable(long now) {
    return visitors.isEmpty()
        && underWay.isEmpty()
        && Nanos.isPast(spacing.handOver(delay(), now), now)
        && !backOff.isClosed(now)
        && !tenure.isKnown();
  }

  /** What to ask of the store of leases now; null if nothing. */
  @Nullable LeaseRequest due(long now) {
    var tells = tenure.tells(now);
    var use = new Tenure.Use(!line.isEmpty(), !underWay.isEmpty(), !visitors.isEmpty());
    var aim = tenure.due(use, now);
    return aim == null
        ? null
        : new LeaseRequest(
            host, aim, demands.strictest(), tells ? condition(now) : HostCondition.UNKNOWN);
  }

  private HostCondition condition(long now) {
    var next = left(spacing.handOver(delay(), now), now);
    return new HostCondition(
        next.isZero() ? next : next.plus(CUT),
        left(backOff.until(), now),
        backOff.why(),
        backOff.strikes(),
        pace.latency());
  }

  /**
   * Takes in what the store says.
   *
   * @param asked when the request was made
   */
  void replied(LeaseRequest request, LeaseReply reply, long asked, long now) {
    var granted = tenure.replied(request.aim(), reply, asked);
    if (reply instanceof Held lease) {
      var known = lease.condition();
      backOff.closeUntil(asked + known.closedFor().toNanos(), known.why());
      if (granted) {
        spacing.notBefore(now + known.startIn().toNanos());
        backOff.continueFrom(known.strikes());
        pace.continueFrom(known.latency());
      }
      wakeNext();
    }
  }

  void failed(LeaseRequest request) {
    tenure.failed(request.aim(), !request.condition().equals(HostCondition.UNKNOWN));
  }

  HostView view(long now) {
    return new HostView(
        host,
        Duration.ofNanos(delay()),
        concurrency(),
        underWay.size(),
        left(backOff.until(), now),
        backOff.why(),
        tenure.mayStart(now),
        tenure.holder());
  }

  private static Duration left(long until, long now) {
    return Duration.ofNanos(Math.max(0, until - now));
  }

  private void hurry(boolean needed) {
    if (needed) {
      hurry.run();
    }
  }

  private void wakeNext() {
    if (!line.isEmpty() && underWay.size() < concurrency()) {
      line.getFirst().wake();
    }
  }

  private long earliest(long now) {
    return Nanos.later(backOff.until(), spacing.nextStart(delay(), now));
  }

  /** In nanoseconds. */
  private long delay() {
    var demand = demand();
    var adapted = demand.adaptive() ? pace.delay(demand.concurrency()) : 0;
    return Math.max(demand.delay().toNanos(), adapted);
  }

  private int concurrency() {
    return backOff.isProbed() ? 1 : demand().concurrency();
  }

  private Demand demand() {
    var own = demands.strictest();
    var others = tenure.others();
    return others == null ? own : own.and(others);
  }

  private boolean isSecond(Visitor visitor) {
    var waiting = line.iterator();
    waiting.next();
    return waiting.hasNext() && waiting.next() == visitor;
  }
}
