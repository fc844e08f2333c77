package io.crawlkeeper.worker.crawl.politeness;

import static org.assertj.core.api.Assertions.assertThat;

import io.crawlkeeper.lease.Demand;
import io.crawlkeeper.lease.HostCondition;
import io.crawlkeeper.lease.HostLeases;
import io.crawlkeeper.lease.HostLeases.LeasesAwayException;
import io.crawlkeeper.lease.LeaseReply;
import io.crawlkeeper.lease.LeaseRequest;
import io.crawlkeeper.lease.LeaseRules;
import io.crawlkeeper.lease.MemoryLeases;
import io.crawlkeeper.worker.crawl.politeness.GateAnswer.Go;
import io.crawlkeeper.worker.crawl.politeness.GateAnswer.InLine;
import io.crawlkeeper.worker.crawl.politeness.GateAnswer.NotBefore;
import io.crawlkeeper.worker.crawl.politeness.HostGate.Visitor;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;

/** One host, two workers, and a time of the test's own. */
class LeasedGateTest {
  private static final String HOST = "e.org:80";
  private static final Duration LEASE = LeaseRules.VALID.minus(Tenure.MARGIN);

  private long now = 1_000_000_000;
  private final HostLeases store = new MemoryLeases(() -> now / 1_000_000);
  private final HostGate one = HostGate.leased(GateSettings.DEFAULT);
  private final HostGate two = HostGate.leased(GateSettings.DEFAULT);

  private Visitor join(HostGate gate, Duration delay) {
    return gate.join(HOST, new Demand(delay, 2), () -> {}, now);
  }

  private void carry(HostGate gate) throws LeasesAwayException {
    var requests = gate.due(10, now);
    gate.replied(requests, store.exchange(gate == one ? "one" : "two", requests), now, now);
  }

  private void pass(Duration time) {
    now += time.toNanos();
  }

  private Permit permit(Visitor visitor) {
    var answer = visitor.ask(now);
    assertThat(answer).isInstanceOf(Go.class);
    return ((Go) answer).permit();
  }

  @Test
  void letsNobodyInWithoutALease() throws LeasesAwayException {
    var visitor = join(one, Duration.ZERO);
    assertThat(visitor.ask(now)).isInstanceOf(InLine.class);
    assertThat(one.views(List.of(HOST), now).getFirst().here()).isFalse();

    carry(one);

    permit(visitor);
    assertThat(one.views(List.of(HOST), now).getFirst().here()).isTrue();
  }

  @Test
  void startsNothingShortlyBeforeTheLeaseEnds() throws LeasesAwayException {
    var visitor = join(one, Duration.ZERO);
    visitor.ask(now);
    carry(one);

    pass(LEASE.minusNanos(1));
    permit(visitor);
    pass(Duration.ofNanos(1));
    assertThat(visitor.ask(now)).isInstanceOf(InLine.class);
  }

  @Test
  void sendsNothingAfterAPauseInWhichTheLeaseEnded() throws LeasesAwayException {
    var visitor = join(one, Duration.ZERO);
    visitor.ask(now);
    carry(one);
    var permit = permit(visitor);

    pass(LEASE);

    assertThat(permit.clear(now)).isEqualTo(new Clearance.Refused());
  }

  @Test
  void obeysAStricterDemandOfAnotherWorkerOnceItKnows() throws LeasesAwayException {
    var mild = join(one, Duration.ofMillis(10));
    mild.ask(now);
    carry(one);
    join(two, Duration.ofSeconds(3)).ask(now);
    carry(two);
    assertThat(two.views(List.of(HOST), now).getFirst().holder()).isEqualTo("one");

    pass(Tenure.RENEWED_AFTER);
    carry(one);
    permit(mild);

    assertThat(mild.ask(now)).isEqualTo(new NotBefore(now + Duration.ofSeconds(3).toNanos()));
  }

  @Test
  void handsOverWhenItsRequestsHaveEnded() throws LeasesAwayException {
    var first = join(one, Duration.ofMillis(100));
    var second = join(two, Duration.ofMillis(100));
    first.ask(now);
    carry(one);
    pass(LeaseRules.SLICE);
    second.ask(now);
    carry(two);
    var permit = permit(first);
    carry(one);
    assertThat(first.ask(now)).isInstanceOf(InLine.class); // It is to hand over.

    pass(Duration.ofMillis(150));
    carry(two);
    assertThat(second.ask(now)).isInstanceOf(InLine.class); // A request is under way.

    permit.end(Reception.SERVED, now);
    carry(one);
    pass(Tenure.POLL);
    carry(two);
    permit(second);
    assertThat(first.ask(now)).isInstanceOf(InLine.class);
  }

  @Test
  void leavesAHostAloneThatWasOverloadedByAnotherWorker() throws LeasesAwayException {
    var first = join(one, Duration.ZERO);
    first.ask(now);
    carry(one);
    permit(first).end(new Reception.Overloaded(Duration.ofSeconds(40), "status 429"), now);
    first.leave(now);
    carry(one);

    var second = join(two, Duration.ZERO);
    second.ask(now);
    carry(two);

    assertThat(second.ask(now)).isEqualTo(new NotBefore(now + Duration.ofSeconds(40).toNanos()));
    assertThat(two.views(List.of(HOST), now).getFirst().why()).isEqualTo("status 429");
  }

  @Test
  void sendsNothingWithALeaseThatIsAnotherThanThatOfThePermitBeforeItsTime()
      throws LeasesAwayException {
    var visitor = join(one, Duration.ofMillis(100));
    visitor.ask(now);
    carry(one);
    var permit = permit(visitor);
    pass(LeaseRules.VALID);
    var other = join(two, Duration.ofMillis(100));
    other.ask(now);
    carry(two);
    pass(Duration.ofMillis(100));
    var theirs = permit(other);
    assertThat(theirs.clear(now)).isEqualTo(new Clearance.Sent());
    theirs.written(now);
    theirs.end(Reception.SERVED, now);
    other.leave(now);
    carry(two);

    visitor.ask(now);
    carry(one);

    assertThat(permit.clear(now)).isInstanceOf(Clearance.Wait.class);
    pass(Duration.ofMillis(100));
    carry(one);
    assertThat(permit.clear(now)).isInstanceOf(Clearance.Wait.class); // For what clocks cut off.
    pass(Duration.ofMillis(3));
    assertThat(permit.clear(now)).isEqualTo(new Clearance.Sent());
  }

  @Test
  void cutsWhatIsUnderWayWhenTheLeaseCannotBeRenewed() throws LeasesAwayException {
    var visitor = join(one, Duration.ofMillis(100));
    visitor.ask(now);
    carry(one);
    var permit = permit(visitor);
    var cuts = new AtomicInteger();
    permit.cutBy(cuts::incrementAndGet);
    permit.clear(now);

    pass(LEASE.minusNanos(1));
    one.failed(one.due(10, now));
    one.cut(now);
    assertThat(cuts).hasValue(0);

    pass(Duration.ofNanos(1));
    one.cut(now);
    one.cut(now);
    assertThat(cuts).hasValue(1);
    assertThat(store.exchange("two", List.of(use()))).as("not yet free").satisfies(this::notHeld);
  }

  private static LeaseRequest use() {
    var demand = new Demand(Duration.ofMillis(100), 2);
    return new LeaseRequest(HOST, LeaseRequest.Aim.USE, demand, HostCondition.UNKNOWN);
  }

  private void notHeld(Map<String, LeaseReply> replies) {
    assertThat(replies.get(HOST)).isInstanceOf(LeaseReply.NotHeld.class);
  }

  /** The first ten are let go evenly, and most of them arrive together when the last does. */
  @Test
  void keepsTheWindowOverAHandOver() throws LeasesAwayException {
    var delay = Duration.ofMillis(100);
    var first = gateOf(one, delay);
    var second = gateOf(two, delay);
    first.ask(now);
    carry(one);
    var arrivals = new ArrayList<Long>();
    var permits = new ArrayList<Permit>();
    for (var i = 0; i < Trail.WINDOW; i++) {
      var permit = permit(first);
      assertThat(permit.clear(now)).isEqualTo(new Clearance.Sent());
      permits.add(permit);
      pass(delay);
    }
    for (var permit : permits) {
      arrivals.add(now);
      permit.end(Reception.SERVED, now);
    }
    first.leave(now);
    carry(one);

    second.ask(now);
    carry(two);
    while (arrivals.size() < 3 * Trail.WINDOW) {
      if (second.ask(now) instanceof Go(var permit)
          && permit.clear(now) instanceof Clearance.Sent) {
        arrivals.add(now);
        permit.end(Reception.SERVED, now);
      }
      carry(two);
      pass(Duration.ofMillis(1));
    }

    for (var i = Trail.WINDOW; i < arrivals.size(); i++) {
      assertThat(arrivals.get(i) - arrivals.get(i - Trail.WINDOW))
          .isGreaterThanOrEqualTo(delay.multipliedBy(Trail.WINDOW).toNanos());
    }
  }

  private Visitor gateOf(HostGate gate, Duration delay) {
    return gate.join(HOST, new Demand(delay, Trail.WINDOW), () -> {}, now);
  }

  @Test
  void goesOnWhenTheStoreIsBack() throws LeasesAwayException {
    var visitor = join(one, Duration.ZERO);
    visitor.ask(now);
    one.failed(one.due(10, now));
    assertThat(visitor.ask(now)).isInstanceOf(InLine.class);

    pass(Tenure.POLL);
    carry(one);

    permit(visitor);
  }
}
