package io.crawlkeeper.worker.crawl.politeness;

import java.time.Duration;
import java.util.HashMap;
import java.util.Map;

/**
 * Keeps all runs of a process together from hitting a host harder than the strictest of them
 * allows. Safe for use by many threads; {@code now} is the reading of one monotonic ticker, in
 * nanoseconds.
 */
public final class HostGate {
  private static final int SWEEP_FROM = 1_024;

  private final Duration firstBackOff;
  private final Map<String, HostState> hosts = new HashMap<>();
  private int sweepAt = SWEEP_FROM;

  /**
   * @param firstBackOff how long a host that says it is overloaded, but not for how long, is left
   *     alone; doubles each time
   */
  public HostGate(Duration firstBackOff) {
    this.firstBackOff = firstBackOff;
  }

  /**
   * Makes a run's demand known. It counts until the visitor leaves.
   *
   * @param host with port
   * @param wake called on any thread when a visitor that was turned away should ask again; must not
   *     block
   */
  public synchronized Visitor join(String host, Demand demand, Runnable wake, long now) {
    if (hosts.size() >= sweepAt) {
      hosts.values().removeIf(state -> state.isForgettable(now));
      sweepAt = Math.max(SWEEP_FROM, 2 * hosts.size());
    }
    var state = hosts.computeIfAbsent(host, name -> new HostState(firstBackOff, now));
    var visitor = new Visitor(state, wake, demand);
    state.enter(visitor, demand);
    return visitor;
  }

  /** Hosts that are remembered. */
  synchronized int size() {
    return hosts.size();
  }

  /** One run at one host. */
  public final class Visitor {
    private final HostState state;
    private final Runnable wake;
    private Demand demand;

    private Visitor(HostState state, Runnable wake, Demand demand) {
      this.state = state;
      this.wake = wake;
      this.demand = demand;
    }

    void wake() {
      wake.run();
    }

    /** Replaces the demand, as when robots.txt asks for a longer delay. */
    public void demand(Demand changed) {
      synchronized (HostGate.this) {
        if (!changed.equals(demand)) {
          state.change(this, demand, changed);
          demand = changed;
        }
      }
    }

    /** Asks to start a request now. */
    public GateAnswer ask(long now) {
      synchronized (HostGate.this) {
        var refusal = state.refusal(this, now);
        if (refusal != null) {
          return refusal;
        }
        state.start(this, now);
        return new GateAnswer.Go(new Permit(state));
      }
    }

    /** Gives up the place in line, having nothing to ask for now. The demand still counts. */
    public void stepAside(long now) {
      synchronized (HostGate.this) {
        state.stepAside(this, now);
      }
    }

    /** Withdraws the demand; permits that were given stay good. */
    public void leave(long now) {
      synchronized (HostGate.this) {
        state.leave(this, demand, now);
      }
    }
  }

  /** Stands for a request under way. */
  public final class Permit {
    private final HostState state;
    private boolean ended;

    private Permit(HostState state) {
      this.state = state;
    }

    /** Tells that the request has ended, and how; only the first call counts. */
    public void end(Reception reception, long now) {
      synchronized (HostGate.this) {
        if (!ended) {
          ended = true;
          state.end(reception, now);
        }
      }
    }
  }
}
