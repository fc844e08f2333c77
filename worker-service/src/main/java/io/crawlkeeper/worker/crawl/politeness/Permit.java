package io.crawlkeeper.worker.crawl.politeness;

import org.jspecify.annotations.Nullable;

/**
 * Stands for a request under way, or some that follow each other. Safe for use by many threads;
 * {@code now} is a reading of the gate's ticker.
 */
public final class Permit {
  private final Object gate;
  private final HostState state;
  private long since;
  private Trail.@Nullable Sent sent;
  private @Nullable Runnable cut;
  private @Nullable Ration ration;
  private boolean ended;

  /**
   * @param gate guards this as well
   */
  Permit(Object gate, HostState state, long since) {
    this.gate = gate;
    this.state = state;
    this.since = since;
  }

  /** Has its requests heed the rates of their run, too. */
  public void heed(Ration rates) {
    synchronized (gate) {
      ration = rates;
    }
  }

  /** Has its requests heed the rates that those of {@code other} do. */
  public void heedAs(Permit other) {
    synchronized (gate) {
      ration = other.ration;
    }
  }

  /**
   * Says how the request is ended at once, when the host is not this worker's any more.
   *
   * @param action called on any thread; must not block
   */
  public void cutBy(Runnable action) {
    synchronized (gate) {
      cut = action;
    }
  }

  /** What ends the request, once; null if nothing does. Guarded by the gate. */
  @Nullable Runnable takeCut() {
    var action = cut;
    cut = null;
    return action;
  }

  /**
   * To be asked right before the request is sent: time has passed since, and the host may have been
   * given to another worker. The permit has to be ended whatever the answer.
   */
  public Clearance clear(long now) {
    synchronized (gate) {
      arrived(now); // What was sent before has ended.
      return ration == null ? state.clear(this, now) : clear(ration, now);
    }
  }

  private Clearance clear(Ration rates, long now) {
    var wait = rates.nanosToWait(now);
    if (wait > 0) {
      return HostState.orRefused(wait);
    }
    var answer = state.clear(this, now);
    if (answer instanceof Clearance.Sent) {
      rates.sent(now);
    }
    return answer;
  }

  /**
   * The request counts as sent. Guarded by the gate.
   *
   * @param trace null if no window is kept
   */
  void sent(Trail.@Nullable Sent trace, long now) {
    sent = trace;
    since = now;
  }

  /** The request was handed to the operating system. */
  public void written(long now) {
    synchronized (gate) {
      if (sent != null) {
        sent.written(now);
      }
      if (ration != null) {
        ration.written(now);
      }
    }
  }

  /** The answer begins. */
  public void answered(long now) {
    synchronized (gate) {
      arrived(now);
    }
  }

  private void arrived(long now) {
    if (sent != null) {
      sent.arrived(now);
    }
    if (ration != null) {
      ration.arrived(now);
    }
  }

  /** Tells that the request has ended, and how; only the first call counts. */
  public void end(Reception reception, long now) {
    synchronized (gate) {
      if (!ended) {
        ended = true;
        arrived(now);
        if (ration != null) {
          ration.end();
        }
        state.end(this, reception, now - since, now);
      }
    }
  }
}
