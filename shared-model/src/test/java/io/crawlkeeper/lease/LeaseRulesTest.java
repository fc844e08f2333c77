package io.crawlkeeper.lease;

import static org.assertj.core.api.Assertions.assertThat;

import io.crawlkeeper.lease.LeaseReply.Held;
import io.crawlkeeper.lease.LeaseReply.NotHeld;
import io.crawlkeeper.lease.LeaseRequest.Aim;
import java.time.Duration;
import org.junit.jupiter.api.Test;

class LeaseRulesTest extends HostLeasesContract {

  private long now = 1_000_000;
  private final MemoryLeases leases = new MemoryLeases(() -> now);

  @Override
  protected HostLeases leases() {
    return leases;
  }

  @Override
  protected void pass(Duration time) {
    now += time.toMillis();
  }

  @Test
  void asksTheHolderToLetGoAfterItsSliceIfOthersWait() throws Exception {
    ask("a", Aim.USE);
    pass(LeaseRules.SLICE);
    assertThat(((Held) ask("a", Aim.USE)).handOver()).isFalse();

    ask("b", Aim.USE);
    assertThat(((Held) ask("a", Aim.USE)).handOver()).isTrue();

    pass(LeaseRules.PRESENCE); // The other has gone without a word.
    assertThat(((Held) ask("a", Aim.USE)).handOver()).isFalse();
  }

  @Test
  void leavesTheHolderItsSlice() throws Exception {
    ask("a", Aim.USE);
    pass(LeaseRules.SLICE.minusMillis(1));
    ask("b", Aim.USE);

    assertThat(((Held) ask("a", Aim.USE)).handOver()).isFalse();
  }

  @Test
  void letsTheOneThatIsThereGoBeforeOneThatIsNot() throws Exception {
    ask("a", Aim.USE);
    ask("b", Aim.USE);
    pass(Duration.ofMillis(1));
    ask("c", Aim.USE);
    ask("a", Aim.LEAVE);
    assertThat(ask("c", Aim.USE)).isInstanceOf(NotHeld.class);

    pass(LeaseRules.PRESENCE);

    assertThat(ask("c", Aim.USE)).isInstanceOf(Held.class);
  }

  @Test
  void forgetsTheDemandOfAWorkerThatIsNoMore() throws Exception {
    ask("a", Aim.USE);
    pass(LeaseRules.VALID);

    assertThat(ask("b", Aim.USE).others()).isNull();
  }

  @Test
  void goesOnWithATokenThatRises() throws Exception {
    var last = 0L;
    for (var i = 0; i < 10; i++) {
      var reply = (Held) ask(i % 2 == 0 ? "a" : "b", Aim.USE);
      assertThat(reply.token()).isGreaterThan(last);
      last = reply.token();
      ask(i % 2 == 0 ? "a" : "b", Aim.LEAVE);
    }
  }
}
