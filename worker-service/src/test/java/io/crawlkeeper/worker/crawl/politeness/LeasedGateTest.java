package io.crawlkeeper.worker.crawl.politeness;

import static org.assertj.core.api.Assertions.assertThat;

import io.crawlkeeper.lease.Demand;
import io.crawlkeeper.lease.HostLeases;
import io.crawlkeeper.lease.HostLeases.LeasesAwayException;
import io.crawlkeeper.lease.LeaseRules;
import io.crawlkeeper.lease.MemoryLeases;
import io.crawlkeeper.worker.crawl.politeness.GateAnswer.Go;
import io.crawlkeeper.worker.crawl.politeness.GateAnswer.InLine;
import io.crawlkeeper.worker.crawl.politeness.GateAnswer.NotBefore;
import io.crawlkeeper.worker.crawl.politeness.HostGate.Permit;
import io.crawlkeeper.worker.crawl.politeness.HostGate.Visitor;
import java.time.Duration;
import java.util.List;
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

    assertThat(permit.begin(now)).isFalse();
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
