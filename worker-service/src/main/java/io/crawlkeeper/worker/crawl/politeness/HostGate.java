package io.crawlkeeper.worker.crawl.politeness;

import io.crawlkeeper.lease.Demand;
import io.crawlkeeper.lease.LeaseReply;
import io.crawlkeeper.lease.LeaseRequest;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;

/**
 * Keeps all runs of a process together from hitting a host harder than the strictest of them
 * allows; with leases, all runs of all workers. Asks no store itself: who does takes what is {@link
 * #due} and brings the {@link #replied replies}. Safe for use by many threads; {@code now} is the
 * reading of one monotonic ticker, in nanoseconds.
 */
public final class HostGate {
  private static final int SWEEP_FROM = 1_024;

  private final GateSettings settings;
  private final boolean leased;

  /** Oldest first, so that none is left out where not all can be asked for at once. */
  private final Map<String, HostState> hosts = new LinkedHashMap<>();

  private int sweepAt = SWEEP_FROM;
  private volatile Runnable hurry = () -> {};

  private HostGate(GateSettings settings, boolean leased) {
    this.settings = settings;
    this.leased = leased;
  }

  /** One whose process is the only one that crawls. */
  public static HostGate alone(GateSettings settings) {
    return new HostGate(settings, false);
  }

  /** One that lets nobody in before it has been granted a lease of the host. */
  public static HostGate leased(GateSettings settings) {
    return new HostGate(settings, true);
  }

  /** Most of what a robots.txt may ask for. */
  public Duration maxCrawlDelay() {
    return settings.maxCrawlDelay();
  }

  /**
   * @param action called on any thread when the store should be asked soon; must not block
   */
  public void onHurry(Runnable action) {
    hurry = action;
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
    var state =
        hosts.computeIfAbsent(
            host, name -> new HostState(name, settings, leased, () -> hurry.run(), now));
    var visitor = new Visitor(state, wake, demand);
    state.enter(visitor, demand);
    return visitor;
  }

  /** Hosts that are remembered. */
  synchronized int size() {
    return hosts.size();
  }

  /** How these hosts are treated; those of which nothing is known are left out. */
  public synchronized List<HostView> views(Collection<String> names, long now) {
    return names.stream()
        .map(hosts::get)
        .filter(Objects::nonNull)
        .map(state -> state.view(now))
        .toList();
  }

  /**
   * What to ask of the store of leases now, at most so much. Each request has to be answered by
   * {@link #replied} or {@link #failed} before this is called again.
   */
  public synchronized List<LeaseRequest> due(int most, long now) {
    if (!leased) {
      return List.of();
    }
    var requests = new ArrayList<LeaseRequest>();
    for (var state : hosts.values()) {
      var request = requests.size() < most ? state.due(now) : null;
      if (request != null) {
        requests.add(request);
      }
    }
    // Those that were asked for go to the end.
    for (var request : requests.size() < most ? List.<LeaseRequest>of() : requests) {
      var state = hosts.remove(request.host());
      if (state != null) {
        hosts.put(request.host(), state);
      }
    }
    return requests;
  }

  /** Whether there may be something to ask of the store soon. */
  public synchronized boolean isInUse() {
    return leased && !hosts.isEmpty();
  }

  /**
   * Takes in what the store says.
   *
   * @param requests as they were {@link #due}
   * @param asked the {@code now} at which they were due
   */
  public synchronized void replied(
      List<LeaseRequest> requests, Map<String, LeaseReply> replies, long asked, long now) {
    for (var request : requests) {
      var state = hosts.get(request.host());
      var reply = replies.get(request.host());
      if (state != null && reply != null) {
        state.replied(request, reply, asked, now);
      }
    }
  }

  /** The store did not answer: what is held stays so until it runs out, by the ticker. */
  public synchronized void failed(List<LeaseRequest> requests) {
    for (var request : requests) {
      var state = hosts.get(request.host());
      if (state != null) {
        state.failed(request);
      }
    }
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
        var permit = new Permit(HostGate.this, state, now);
        state.start(this, permit, now);
        return new GateAnswer.Go(permit);
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

  /**
   * Ends the requests at hosts that are not this worker's any more, before another may send some:
   * to be called several times a second, by a thread that waits for no store.
   */
  public void cut(long now) {
    var cuts = new ArrayList<Runnable>();
    synchronized (this) {
      hosts.values().forEach(state -> state.cut(cuts, now));
    }
    cuts.forEach(Runnable::run);
  }
}
