package io.crawlkeeper.lease;

import static org.assertj.core.api.Assertions.assertThat;

import io.crawlkeeper.lease.HostLeases.LeasesAwayException;
import io.crawlkeeper.lease.LeaseReply.Held;
import io.crawlkeeper.lease.LeaseReply.NotHeld;
import io.crawlkeeper.lease.LeaseRequest.Aim;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.Callable;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.IntStream;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.Test;

/** What every store of leases does. */
public abstract class HostLeasesContract {

  protected static final String HOST = "e.org:443";
  private static final Demand MILD = new Demand(Duration.ofMillis(100), 4);
  private static final Demand STRICT = new Demand(Duration.ofSeconds(1), 9, true);

  protected abstract HostLeases leases();

  /** Lets time pass; may do nothing where the clock is a real one. */
  protected abstract void pass(Duration time);

  protected LeaseReply ask(String worker, Aim aim) throws LeasesAwayException {
    return ask(worker, aim, MILD, HostCondition.UNKNOWN);
  }

  private LeaseReply ask(String worker, Aim aim, Demand demand, HostCondition condition)
      throws LeasesAwayException {
    var request = new LeaseRequest(HOST, aim, demand, condition);
    return Objects.requireNonNull(leases().exchange(worker, List.of(request)).get(HOST));
  }

  private static Held held(LeaseReply reply) {
    assertThat(reply).isInstanceOf(Held.class);
    return (Held) reply;
  }

  @Test
  void givesAHostToOneWorkerAtATime() throws Exception {
    var first = held(ask("a", Aim.USE));
    assertThat(first.validFor()).isEqualTo(LeaseRules.VALID);

    assertThat(ask("b", Aim.USE)).isEqualTo(new NotHeld("a", MILD));
    assertThat(held(ask("a", Aim.USE)).token()).isEqualTo(first.token());

    ask("a", Aim.WAIT);
    assertThat(ask("a", Aim.USE)).isEqualTo(new NotHeld(null, MILD)); // The other waits longer.
    assertThat(held(ask("b", Aim.USE)).token()).isGreaterThan(first.token());
  }

  @Test
  void tellsWhatOthersDemandUntilTheyLeave() throws Exception {
    assertThat(ask("a", Aim.USE).others()).isNull();
    ask("b", Aim.USE, STRICT, HostCondition.UNKNOWN);
    ask("c", Aim.REST, new Demand(Duration.ZERO, 2), HostCondition.UNKNOWN);

    assertThat(ask("a", Aim.USE).others()).isEqualTo(new Demand(Duration.ofSeconds(1), 2, true));

    ask("b", Aim.LEAVE);
    ask("c", Aim.LEAVE);
    assertThat(ask("a", Aim.USE).others()).isNull();
  }

  @Test
  void handsOnWhatIsKnownOfAHost() throws Exception {
    var known =
        new HostCondition(
            Duration.ofSeconds(40),
            Duration.ofSeconds(50),
            "it said \0 no",
            3,
            Duration.ofSeconds(2));
    ask("a", Aim.USE);
    ask("a", Aim.LEAVE, MILD, known);

    var taken = held(ask("b", Aim.USE)).condition();

    assertThat(taken.startIn()).isBetween(Duration.ofSeconds(20), known.startIn());
    assertThat(taken.closedFor()).isBetween(Duration.ofSeconds(30), known.closedFor());
    assertThat(taken.why()).startsWith("it said ").endsWith(" no");
    assertThat(taken.strikes()).isEqualTo(3);
    assertThat(taken.latency()).isEqualTo(known.latency());
  }

  @Test
  void givesOnALeaseThatHasRunOutAsIfARequestHadJustStarted() throws Exception {
    var slow = new Demand(Duration.ofMinutes(1), 9, true);
    held(ask("a", Aim.USE, slow, HostCondition.UNKNOWN));
    assertThat(ask("b", Aim.USE)).isInstanceOf(NotHeld.class);

    pass(LeaseRules.VALID);
    var taken = Awaitility.await().until(() -> ask("b", Aim.USE), Held.class::isInstance);

    // The clock of a database goes on between its asking and ours, the delay too.
    assertThat(held(taken).condition().startIn()).isBetween(Duration.ofMillis(1), slow.delay());
  }

  @Test
  void takesManyHostsAtOnce() throws Exception {
    var requests =
        IntStream.range(0, 1_200)
            .mapToObj(i -> new LeaseRequest("h" + i, Aim.USE, MILD, HostCondition.UNKNOWN))
            .toList();

    assertThat(leases().exchange("a", requests).values())
        .hasSize(1_200)
        .allMatch(Held.class::isInstance);
    assertThat(leases().exchange("b", requests).values()).allMatch(NotHeld.class::isInstance);
  }

  /** Shorter than a lease lasts, so nobody may find another where it is. */
  @Test
  void letsNoTwoHaveAHostThatAllRaceFor() throws Exception {
    var inside = Map.of("h0", new AtomicInteger(), "h1", new AtomicInteger());
    var most = new AtomicInteger();
    var races = new ArrayList<Future<Integer>>();
    try (var threads = Executors.newFixedThreadPool(4)) {
      for (var i = 0; i < 4; i++) {
        var worker = "w" + i;
        Callable<Integer> race = () -> race(worker, inside, most);
        races.add(threads.submit(race));
      }
      var got = 0;
      for (var race : races) {
        got += race.get();
      }
      assertThat(got).isPositive();
    }
    assertThat(most).hasValue(1);
  }

  private int race(String worker, Map<String, AtomicInteger> inside, AtomicInteger most)
      throws LeasesAwayException {
    var got = 0;
    for (var round = 0; round < 60; round++) {
      var replies = leases().exchange(worker, requests(inside, Aim.USE));
      for (var reply : replies.entrySet()) {
        if (reply.getValue() instanceof Held) {
          got++;
          var count = Objects.requireNonNull(inside.get(reply.getKey()));
          most.accumulateAndGet(count.incrementAndGet(), Math::max);
          Thread.onSpinWait();
          count.decrementAndGet();
        }
      }
      leases().exchange(worker, requests(inside, Aim.WAIT));
    }
    leases().exchange(worker, requests(inside, Aim.LEAVE));
    return got;
  }

  private static List<LeaseRequest> requests(Map<String, AtomicInteger> hosts, Aim aim) {
    return hosts.keySet().stream()
        .map(host -> new LeaseRequest(host, aim, MILD, HostCondition.UNKNOWN))
        .toList();
  }
}
