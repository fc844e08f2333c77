package io.crawlkeeper.worker.crawl.politeness;

import static org.assertj.core.api.Assertions.assertThat;

import io.crawlkeeper.lease.Demand;
import io.crawlkeeper.worker.crawl.politeness.GateAnswer.GivenUp;
import io.crawlkeeper.worker.crawl.politeness.GateAnswer.Go;
import io.crawlkeeper.worker.crawl.politeness.GateAnswer.InLine;
import io.crawlkeeper.worker.crawl.politeness.GateAnswer.NotBefore;
import io.crawlkeeper.worker.crawl.politeness.HostGate.Visitor;
import io.crawlkeeper.worker.crawl.politeness.Reception.Overloaded;
import io.crawlkeeper.worker.crawl.politeness.Reception.Unanswered;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;

/** Hosts that answer slowly, with refusals, or not at all. */
class FailingHostTest {
  private static final String HOST = "e.org:80";
  private static final Unanswered REFUSED = new Unanswered("connection refused");

  private final HostGate gate = HostGate.alone(GateSettings.DEFAULT);
  private long now = 7;

  private Visitor visitor(int concurrency, boolean adaptive) {
    return gate.join(HOST, new Demand(Duration.ZERO, concurrency, adaptive), () -> {}, now);
  }

  private Permit one(Visitor visitor) {
    var answer = visitor.ask(now);
    assertThat(answer).isInstanceOf(Go.class);
    return ((Go) answer).permit();
  }

  private void pass(Duration time) {
    now += time.toNanos();
  }

  private HostView view() {
    return gate.views(List.of(HOST), now).getFirst();
  }

  @Test
  void leavesAHostAloneThatDoesNotAnswerTwice() {
    var visitor = visitor(4, false);
    one(visitor).end(REFUSED, now);
    one(visitor).end(REFUSED, now);

    assertThat(visitor.ask(now)).isEqualTo(new NotBefore(now + Duration.ofSeconds(1).toNanos()));
    assertThat(view().closedFor()).isEqualTo(Duration.ofSeconds(1));
    assertThat(view().why()).isEqualTo("connection refused");
  }

  @Test
  void probesWithOneRequestAtATimeUntilOneIsServed() {
    var visitor = visitor(4, false);
    for (var i = 0; i < BackOff.PROBED_FROM; i++) {
      one(visitor).end(new Overloaded(null, "status 503"), now);
      pass(BackOff.LONGEST);
    }
    var probe = one(visitor);
    assertThat(visitor.ask(now)).isInstanceOf(InLine.class);
    assertThat(view().concurrency()).isEqualTo(1);

    probe.end(Reception.SERVED, now);
    one(visitor);
    one(visitor);
    assertThat(view().concurrency()).isEqualTo(4);
  }

  @Test
  void givesUpAHostThatIsGoneAndProbesItAgain() {
    var visitor = visitor(4, false);
    var waited = Duration.ZERO;
    for (var answer = visitor.ask(now); !(answer instanceof GivenUp); answer = visitor.ask(now)) {
      switch (answer) {
        case Go(var permit) -> permit.end(REFUSED, now);
        case NotBefore(var at) -> {
          waited = waited.plusNanos(at - now);
          now = at;
        }
        case InLine _, GivenUp _ -> throw new AssertionError("in line");
      }
      assertThat(waited).isLessThan(Duration.ofMinutes(5));
    }
    assertThat(waited).isGreaterThan(Duration.ofSeconds(30));

    pass(BackOff.LONGEST);
    one(visitor).end(Reception.SERVED, now);
    one(visitor);
  }

  @Test
  void doesNotGiveUpAHostThatAsksForTime() {
    var visitor = visitor(1, false);
    for (var i = 0; i < 30; i++) {
      one(visitor).end(new Overloaded(null), now);
      assertThat(visitor.ask(now)).isInstanceOf(NotBefore.class);
      pass(BackOff.LONGEST);
    }
  }

  private void servedIn(Visitor visitor, Duration latency) {
    var permit = one(visitor);
    pass(latency);
    permit.end(Reception.SERVED, now);
    pass(Pace.LONGEST);
  }

  @Test
  void asksASlowHostLessOften() {
    var visitor = visitor(1, true);
    servedIn(visitor, Duration.ofMillis(1_200));

    one(visitor);

    assertThat(view().delay()).isEqualTo(Duration.ofSeconds(2));
    assertThat(visitor.ask(now)).isEqualTo(new NotBefore(now + Duration.ofSeconds(2).toNanos()));
  }

  @Test
  void goesBackToTheDelayAskedForWhenAHostIsFastAgain() {
    var visitor = visitor(1, true);
    servedIn(visitor, Duration.ofSeconds(3));
    for (var i = 0; i < 40; i++) {
      servedIn(visitor, Duration.ofMillis(2));
    }

    assertThat(view().delay()).isZero();
  }

  @Test
  void slowsDownWithinBoundsAndOnlyWhereThatIsAskedFor() {
    var plain = visitor(2, false);
    servedIn(plain, Duration.ofMinutes(5));
    assertThat(view().delay()).isZero();

    visitor(2, true);
    assertThat(view().delay()).isEqualTo(Pace.LONGEST);
  }

  @Test
  void isFastEnoughForAHostThatBearsMuch() {
    var visitor = visitor(32, true);
    var begin = System.nanoTime();
    for (var i = 0; i < 20_000; i++) {
      now = System.nanoTime();
      one(visitor).end(Reception.SERVED, now);
    }

    assertThat(Duration.ofNanos(System.nanoTime() - begin)).isLessThan(Duration.ofSeconds(5));
  }
}
