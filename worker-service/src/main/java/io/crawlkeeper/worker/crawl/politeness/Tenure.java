package io.crawlkeeper.worker.crawl.politeness;

import io.crawlkeeper.lease.Demand;
import io.crawlkeeper.lease.LeaseReply;
import io.crawlkeeper.lease.LeaseReply.Held;
import io.crawlkeeper.lease.LeaseReply.NotHeld;
import io.crawlkeeper.lease.LeaseRequest.Aim;
import java.time.Duration;
import org.jspecify.annotations.Nullable;

/**
 * This worker's lease of a host, judged by its own ticker from before it asked for it. Without a
 * store every host is had for ever. Guarded by the gate.
 */
final class Tenure {
  /** No request starts so short before the lease ends, as it takes some time to reach the host. */
  static final Duration MARGIN = Duration.ofSeconds(1);

  static final Duration RENEWED_AFTER = Duration.ofSeconds(1);
  static final Duration POLL = Duration.ofMillis(150);
  static final Duration DEMAND_TOLD = Duration.ofSeconds(2);

  /** A host that nothing is wanted of is let go of, as others may wait for it. */
  static final Duration IDLE = Duration.ofMillis(250);

  private final boolean leased;
  private boolean held;
  private boolean handOver;
  private boolean known;
  private boolean waiting;
  private boolean urgent;
  private boolean news;
  private long token;
  private long validUntil;
  private long askAt;
  private long wantedAt;
  private @Nullable Demand others;
  private @Nullable String holder;

  Tenure(boolean leased, long now) {
    this.leased = leased;
    this.askAt = now;
    this.wantedAt = now;
    this.validUntil = now;
  }

  /** What a host's visitors and requests are like at a moment. */
  record Use(boolean wanted, boolean busy, boolean visited) {}

  boolean isValid(long now) {
    return !leased || (held && validUntil - now > 0);
  }

  /** Whether a request may be started as far as other workers are concerned. */
  boolean mayStart(long now) {
    return isValid(now) && !handOver;
  }

  /**
   * A visitor wants to start a request.
   *
   * @return whether the store should be asked now rather than at its time
   */
  boolean want(long now) {
    wantedAt = now;
    if (!leased || isValid(now) || waiting) {
      return false;
    }
    return hurry();
  }

  /** Something was learned that other workers should know. */
  boolean learned(long now) {
    news |= !isValid(now);
    return hurry();
  }

  /** Has the store asked soon; false if there is none. */
  boolean hurry() {
    urgent = leased;
    return leased;
  }

  /**
   * What to ask of the store now; null if nothing. The lease is let go of at that moment, before
   * the store knows, if that is what is asked.
   */
  @Nullable Aim due(Use use, long now) {
    var aim = leased ? aim(use, now) : null;
    if (aim == null || !(urgent || askAt - now <= 0 || lets(aim, now))) {
      return null;
    }
    urgent = false;
    held &= aim == Aim.USE;
    askAt = now + (aim == Aim.USE || aim == Aim.WAIT ? POLL : DEMAND_TOLD).toNanos();
    return aim;
  }

  private boolean lets(Aim aim, long now) {
    return aim == Aim.LEAVE || (aim != Aim.USE && isValid(now));
  }

  private @Nullable Aim aim(Use use, long now) {
    if (!use.visited && !use.busy) {
      return known ? Aim.LEAVE : null;
    }
    if (!isValid(now)) {
      return use.wanted ? Aim.USE : Aim.REST;
    }
    if (use.busy) {
      return Aim.USE;
    }
    if (handOver) {
      return use.wanted ? Aim.WAIT : Aim.REST;
    }
    return use.wanted || now - wantedAt < IDLE.toNanos() ? Aim.USE : Aim.REST;
  }

  /** Whether the request that is made now has to tell what is known of the host. */
  boolean tells(long now) {
    return isValid(now) || news;
  }

  /**
   * Takes in what the store says.
   *
   * @param asked when the request was made
   * @return whether this is another grant than the last
   */
  boolean replied(Aim aim, LeaseReply reply, long asked) {
    known = aim != Aim.LEAVE;
    news = false;
    others = reply.others();
    waiting = aim == Aim.USE && reply instanceof NotHeld;
    return switch (reply) {
      case NotHeld(var other, var _) -> {
        held = false;
        holder = other;
        yield false;
      }
      case Held lease -> hold(lease, asked);
    };
  }

  private boolean hold(Held lease, long asked) {
    var other = !held || token != lease.token();
    held = true;
    holder = null;
    token = lease.token();
    handOver = lease.handOver();
    validUntil = asked + lease.validFor().minus(MARGIN).toNanos();
    askAt = asked + RENEWED_AFTER.toNanos();
    return other;
  }

  /** The store did not answer; what was told has to be told again. */
  void failed(Aim aim, boolean told) {
    known = true;
    news |= told && aim != Aim.USE;
  }

  /** Whether the store may think that this worker has runs at the host. */
  boolean isKnown() {
    return known;
  }

  /** What other workers' runs demand; null if there are none. */
  @Nullable Demand others() {
    return others;
  }

  @Nullable String holder() {
    return holder;
  }
}
