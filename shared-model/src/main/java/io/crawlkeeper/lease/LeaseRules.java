package io.crawlkeeper.lease;

import io.crawlkeeper.lease.HostLease.Grant;
import io.crawlkeeper.lease.HostLease.Party;
import io.crawlkeeper.lease.HostLease.Standing;
import io.crawlkeeper.lease.LeaseReply.Held;
import io.crawlkeeper.lease.LeaseReply.NotHeld;
import io.crawlkeeper.lease.LeaseRequest.Aim;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Who gets a host. A lease is valid for {@link #VALID} and can be renewed. After {@link #SLICE} its
 * holder is asked to let go if others wait; the host then goes to who has waited longest. A lease
 * that has run out was that of a worker which died or was stopped: the next holder takes for
 * granted that it started a request at the last moment.
 */
public final class LeaseRules {
  public static final Duration VALID = Duration.ofSeconds(6);
  public static final Duration SLICE = Duration.ofSeconds(2);

  /** Who waits and has not asked for so long loses its place to others. */
  public static final Duration PRESENCE = Duration.ofSeconds(1);

  private static final Comparator<Party> LONGEST_WAIT =
      Comparator.comparingLong(Party::waitingSince).thenComparing(Party::worker);

  private LeaseRules() {}

  /** What a request makes of a host, and how it is answered. */
  public record Decision(HostLease lease, LeaseReply reply) {}

  /**
   * Decides on a request.
   *
   * @param now by the store's clock, in milliseconds
   */
  public static Decision decide(HostLease old, String worker, LeaseRequest request, long now) {
    var held = old.grant().isHeldBy(worker, now);
    var wins = !held && request.aim() == Aim.USE && mayHave(old, worker, now);
    var standing = told(old.standing(), request.condition(), held, now);
    if (wins) {
      standing = afterLast(old, standing, worker);
    }
    var parties = parties(old, worker, request, held || wins, now);
    var lease =
        new HostLease(
            old.host(),
            grant(old.grant(), worker, request.aim(), held, wins, now),
            standing,
            strictest(parties.stream().map(Party::demand).toList())
                .map(demand -> demand.delay().toMillis())
                .orElse(0L),
            parties);
    return new Decision(lease, reply(lease, worker, now));
  }

  private static Grant grant(
      Grant old, String worker, Aim aim, boolean held, boolean wins, long now) {
    var until = now + VALID.toMillis();
    if (wins) {
      return new Grant(worker, Math.max(old.token() + 1, now), now, until);
    }
    if (held) {
      return aim == Aim.USE ? new Grant(worker, old.token(), old.at(), until) : old.released();
    }
    return old;
  }

  private static boolean mayHave(HostLease old, String worker, long now) {
    var since = old.party(worker).filter(Party::isWaiting).map(Party::waitingSince).orElse(now);
    var mine = new Party(worker, new Demand(Duration.ZERO, 1), since, now);
    return old.grant().isFree(now)
        && old.others(worker)
            .filter(other -> isPresent(other, now))
            .noneMatch(other -> LONGEST_WAIT.compare(other, mine) < 0);
  }

  private static boolean isPresent(Party party, long now) {
    return party.isWaiting() && party.seen() + PRESENCE.toMillis() > now;
  }

  /** What the holder says stands; of what others say, that which asks for more care. */
  private static Standing told(Standing known, HostCondition told, boolean byHolder, long now) {
    var next = told.startIn().isPositive() ? now + told.startIn().toMillis() : 0;
    var closed = told.closedFor().isPositive() ? now + told.closedFor().toMillis() : 0;
    return new Standing(
        Math.max(known.nextStart(), next),
        Math.max(known.closedUntil(), closed),
        closed > known.closedUntil() ? told.why() : known.why(),
        byHolder ? told.strikes() : Math.max(known.strikes(), told.strikes()),
        byHolder ? told.latency().toMillis() : known.latency());
  }

  private static Standing afterLast(HostLease old, Standing known, String worker) {
    var last = old.grant();
    if (last.holder().isEmpty() || last.holder().equals(worker)) {
      return known;
    }
    return new Standing(
        Math.max(known.nextStart(), last.validUntil() + old.delay()),
        known.closedUntil(),
        known.why(),
        known.strikes(),
        known.latency());
  }

  private static List<Party> parties(
      HostLease old, String worker, LeaseRequest request, boolean has, long now) {
    var parties = new ArrayList<Party>();
    old.others(worker).filter(other -> isAlive(other, now)).forEach(parties::add);
    if (request.aim() != Aim.LEAVE) {
      parties.add(
          new Party(worker, request.demand(), waitingSince(old, worker, request, has, now), now));
    }
    return parties;
  }

  private static boolean isAlive(Party party, long now) {
    return party.seen() + VALID.toMillis() > now;
  }

  private static long waitingSince(
      HostLease old, String worker, LeaseRequest request, boolean has, long now) {
    return switch (request.aim()) {
      case USE ->
          has ? 0 : old.party(worker).filter(Party::isWaiting).map(Party::waitingSince).orElse(now);
      case WAIT -> now + 1; // Behind one that began to wait in the same millisecond.
      case REST, LEAVE -> 0;
    };
  }

  private static LeaseReply reply(HostLease lease, String worker, long now) {
    var others = others(lease, worker);
    var grant = lease.grant();
    if (!grant.isHeldBy(worker, now)) {
      return new NotHeld(grant.isFree(now) ? null : grant.holder(), others);
    }
    var waited = lease.others(worker).anyMatch(other -> isPresent(other, now));
    var standing = lease.standing();
    return new Held(
        grant.token(),
        Duration.ofMillis(grant.validUntil() - now),
        waited && now - grant.at() >= SLICE.toMillis(),
        new HostCondition(
            Duration.ofMillis(Math.max(0, standing.nextStart() - now)),
            Duration.ofMillis(Math.max(0, standing.closedUntil() - now)),
            standing.why(),
            standing.strikes(),
            Duration.ofMillis(standing.latency())),
        others);
  }

  private static @Nullable Demand others(HostLease lease, String worker) {
    return strictest(lease.others(worker).map(Party::demand).toList()).orElse(null);
  }

  private static Optional<Demand> strictest(List<Demand> demands) {
    return demands.stream().reduce(Demand::and);
  }
}
