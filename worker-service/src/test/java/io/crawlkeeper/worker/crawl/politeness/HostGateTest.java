package io.crawlkeeper.worker.crawl.politeness;

import static org.assertj.core.api.Assertions.assertThat;

import io.crawlkeeper.lease.Demand;
import io.crawlkeeper.worker.crawl.politeness.GateAnswer.GivenUp;
import io.crawlkeeper.worker.crawl.politeness.GateAnswer.Go;
import io.crawlkeeper.worker.crawl.politeness.GateAnswer.InLine;
import io.crawlkeeper.worker.crawl.politeness.GateAnswer.NotBefore;
import io.crawlkeeper.worker.crawl.politeness.HostGate.Visitor;
import io.crawlkeeper.worker.crawl.politeness.Reception.Overloaded;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

class HostGateTest {
  private static final String HOST = "e.org:80";

  private final HostGate gate = HostGate.alone(GateSettings.DEFAULT);
  private final List<String> woken = new ArrayList<>();

  /** Near the overflow of the ticker, which nothing may notice. */
  private long now = Long.MAX_VALUE - Duration.ofSeconds(1).toNanos();

  private Visitor visitor(String name, Duration delay, int concurrency) {
    return gate.join(HOST, new Demand(delay, concurrency), () -> woken.add(name), now);
  }

  private void pass(Duration time) {
    now += time.toNanos();
  }

  private Permit permit(Visitor visitor) {
    return switch (visitor.ask(now)) {
      case Go(var permit) -> permit;
      case NotBefore(var at) -> throw new AssertionError("not before " + (at - now) + " ns");
      case InLine _ -> throw new AssertionError("in line");
      case GivenUp _ -> throw new AssertionError("given up");
    };
  }

  private void waits(Visitor visitor, Duration time) {
    assertThat(visitor.ask(now)).isEqualTo(new NotBefore(now + time.toNanos()));
  }

  @Test
  void keepsTheDelayBetweenStarts() {
    var visitor = visitor("a", Duration.ofSeconds(2), 5);
    permit(visitor);

    waits(visitor, Duration.ofSeconds(2));
    pass(Duration.ofSeconds(2));
    permit(visitor);
  }

  @Test
  void keepsTheDelayBetweenSendingsThoughConnectingTakesTime() {
    var visitor = visitor("a", Duration.ofMillis(100), 3);
    var slow = permit(visitor);
    pass(Duration.ofMillis(100));
    var prompt = permit(visitor);
    assertThat(prompt.clear(now)).isEqualTo(new Clearance.Sent());

    pass(Duration.ofMillis(30));
    assertThat(slow.clear(now)).isEqualTo(new Clearance.Wait(Duration.ofMillis(70).toNanos()));
    pass(Duration.ofMillis(70));
    assertThat(slow.clear(now)).isEqualTo(new Clearance.Sent());
    waits(visitor, Duration.ofMillis(100));
  }

  @Test
  void sendsNothingToAHostThatMeanwhileWantsToBeLeftAlone() {
    var visitor = visitor("a", Duration.ZERO, 3);
    var first = permit(visitor);
    var second = permit(visitor);

    first.end(new Overloaded(null), now);

    assertThat(second.clear(now)).isEqualTo(new Clearance.Refused());
  }

  @Test
  void doesNotWaitForLongWithAConnectionOpen() {
    var visitor = visitor("a", Duration.ZERO, 3);
    var first = permit(visitor);
    var second = permit(visitor);
    visitor.demand(new Demand(Duration.ofSeconds(30), 3));
    first.clear(now);

    assertThat(second.clear(now)).isEqualTo(new Clearance.Refused());
  }

  @Test
  void countsEachOfTheRequestsThatFollowEachOtherWithOnePermit() {
    var permit = permit(visitor("a", Duration.ofMillis(100), 3));
    permit.clear(now);

    assertThat(permit.clear(now)).isEqualTo(new Clearance.Wait(Duration.ofMillis(100).toNanos()));
  }

  @Test
  void letsNoMoreInThanTheHostBears() {
    var visitor = visitor("a", Duration.ZERO, 2);
    var first = permit(visitor);
    permit(visitor);
    assertThat(visitor.ask(now)).isInstanceOf(InLine.class);

    first.end(Reception.SERVED, now);
    first.end(Reception.SERVED, now);

    assertThat(woken).containsExactly("a");
    permit(visitor);
    assertThat(visitor.ask(now)).isInstanceOf(InLine.class);
  }

  @Test
  void obeysTheStrictestOfAllRuns() {
    var fast = visitor("fast", Duration.ZERO, 10);
    var slow = visitor("slow", Duration.ofSeconds(1), 1);
    var permit = permit(fast);

    waits(fast, Duration.ofSeconds(1));
    pass(Duration.ofSeconds(1));
    assertThat(fast.ask(now)).isInstanceOf(InLine.class);

    permit.end(Reception.SERVED, now);
    slow.leave(now);
    permit(fast);
    permit(fast);
  }

  @Test
  void keepsTheDelayOfARunThatHasLeft() {
    var slow = visitor("slow", Duration.ofSeconds(3), 1);
    permit(slow).end(Reception.SERVED, now);
    slow.leave(now);

    waits(visitor("next", Duration.ZERO, 1), Duration.ofSeconds(3));
  }

  @Test
  void servesRunsInTurn() {
    var one = visitor("one", Duration.ZERO, 1);
    var two = visitor("two", Duration.ZERO, 1);
    var permit = permit(one);
    assertThat(two.ask(now)).isInstanceOf(InLine.class);

    pass(Duration.ofSeconds(1));
    permit.end(Reception.SERVED, now);
    assertThat(woken).containsExactly("two");
    waits(one, HostState.GRACE);
    permit = permit(two);

    permit.end(Reception.SERVED, now);
    assertThat(woken).containsExactly("two", "one");
    waits(two, HostState.GRACE);
    pass(HostState.GRACE);
    permit(two); // The other had its chance.
  }

  @Test
  void leavesAnOverloadedHostAlone() {
    var visitor = visitor("a", Duration.ZERO, 5);
    var first = permit(visitor);
    var second = permit(visitor);
    first.end(new Overloaded(null), now);
    second.end(new Overloaded(null), now);
    waits(visitor, Duration.ofSeconds(1));

    pass(Duration.ofSeconds(1));
    permit(visitor).end(new Overloaded(null), now);
    waits(visitor, Duration.ofSeconds(2));

    pass(Duration.ofSeconds(2));
    permit(visitor).end(Reception.SERVED, now);
    permit(visitor).end(new Overloaded(null), now);
    waits(visitor, Duration.ofSeconds(1));
  }

  @Test
  void waitsForAsLongAsAHostAsksButNotForEver() {
    var visitor = visitor("a", Duration.ZERO, 5);
    permit(visitor).end(new Overloaded(Duration.ofSeconds(90)), now);
    waits(visitor, Duration.ofSeconds(90));

    pass(Duration.ofSeconds(90));
    permit(visitor).end(new Overloaded(Duration.ofDays(1)), now);
    waits(visitor, Duration.ofMinutes(5));
  }

  @Test
  void slowsDownForRobots() {
    var visitor = visitor("a", Duration.ofSeconds(1), 1);
    visitor.demand(new Demand(Duration.ofSeconds(1), 1).slowerThan(Duration.ofSeconds(7)));
    permit(visitor).end(Reception.SERVED, now);

    waits(visitor, Duration.ofSeconds(7));
  }

  @Test
  void forgetsHostsThatNobodyVisits() {
    for (var i = 0; i < 10_000; i++) {
      gate.join("host" + i, new Demand(Duration.ZERO, 1), () -> {}, now).leave(now);
    }
    assertThat(gate.size()).isLessThanOrEqualTo(1_024);
  }
}
