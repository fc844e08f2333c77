package io.crawlkeeper.worker.crawl.politeness;

import static org.assertj.core.api.Assertions.assertThat;

import io.crawlkeeper.lease.Demand;
import io.crawlkeeper.worker.crawl.politeness.GateAnswer.GivenUp;
import io.crawlkeeper.worker.crawl.politeness.GateAnswer.Go;
import io.crawlkeeper.worker.crawl.politeness.GateAnswer.InLine;
import io.crawlkeeper.worker.crawl.politeness.GateAnswer.NotBefore;
import io.crawlkeeper.worker.crawl.politeness.HostGate.Visitor;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.PriorityQueue;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Who comes when at a host that many want to visit; in a time of the test's own. */
class HostLineTest {
  private static final int VISITORS = 1_000;
  private static final long SERVICE = Duration.ofMillis(5).toNanos();

  private final HostGate gate = HostGate.alone(GateSettings.DEFAULT);
  private final PriorityQueue<Step> steps = new PriorityQueue<>();
  private final List<Visitor> visitors = new ArrayList<>();
  private final List<Integer> served = new ArrayList<>();
  private final List<Integer> woken = new ArrayList<>();
  private int asked;
  private int active;
  private int most;
  private long now;

  private record Step(long at, long sequence, Runnable action) implements Comparable<Step> {
    @Override
    public int compareTo(Step other) {
      return at == other.at ? Long.compare(sequence, other.sequence) : Long.compare(at, other.at);
    }
  }

  private long sequence;

  private void at(long time, Runnable action) {
    steps.add(new Step(time, sequence++, action));
  }

  private void join(Duration delay, int concurrency, Runnable wake) {
    visitors.add(gate.join("e.org:80", new Demand(delay, concurrency), wake, now));
  }

  /** Visits the host once, and asks for that only when told to. */
  private void visitOnce(int name) {
    if (served.contains(name)) {
      return;
    }
    asked++;
    switch (visitors.get(name).ask(now)) {
      case Go(var permit) -> {
        served.add(name);
        most = Math.max(most, ++active);
        at(
            now + SERVICE,
            () -> {
              active--;
              permit.end(Reception.SERVED, now);
              visitors.get(name).leave(now);
            });
      }
      case NotBefore(var time) -> at(time, () -> visitOnce(name));
      case InLine _, GivenUp _ -> {}
    }
  }

  @ParameterizedTest
  @CsvSource({"PT0S, 1", "PT0S, 8", "PT0.001S, 1", "PT1S, 1", "PT1S, 4"})
  void servesAThousandInTurnWithAFewQuestionsOfEach(Duration delay, int concurrency) {
    for (var i = 0; i < VISITORS; i++) {
      var name = i;
      join(delay, concurrency, () -> at(now, () -> visitOnce(name)));
      at(0, () -> visitOnce(name));
    }

    for (var step = steps.poll(); step != null; step = steps.poll()) {
      now = step.at;
      step.action.run();
    }

    assertThat(served).containsExactlyElementsOf(IntStream.range(0, VISITORS).boxed().toList());
    assertThat(most).isLessThanOrEqualTo(concurrency);
    assertThat(asked).isLessThanOrEqualTo(6 * VISITORS);
  }

  private void joinThree() {
    for (var i = 0; i < 3; i++) {
      var name = i;
      join(Duration.ZERO, 1, () -> woken.add(name));
    }
  }

  private Permit permit(int name) {
    return switch (visitors.get(name).ask(now)) {
      case Go(var permit) -> permit;
      case NotBefore _, InLine _, GivenUp _ -> throw new AssertionError(name + " has to wait");
    };
  }

  private void standsInLine(int name) {
    assertThat(visitors.get(name).ask(now)).isInstanceOf(InLine.class);
  }

  @Test
  void passesTheTurnOnWhenWhoWasCalledLeaves() {
    joinThree();
    var permit = permit(0);
    standsInLine(1);
    standsInLine(2);
    permit.end(Reception.SERVED, now);
    assertThat(woken).containsExactly(1);

    visitors.get(1).leave(now);

    assertThat(woken).containsExactly(1, 2);
    permit(2);
  }

  @Test
  void passesTheTurnOnWhenWhoWasCalledStepsAside() {
    joinThree();
    var permit = permit(0);
    standsInLine(1);
    standsInLine(2);
    permit.end(Reception.SERVED, now);

    visitors.get(1).stepAside(now);

    assertThat(woken).containsExactly(1, 2);
    permit(2).end(Reception.SERVED, now);
    permit(1);
  }

  @Test
  void callsTheNextAfterOneThatDidNotCome() {
    joinThree();
    var permit = permit(0);
    standsInLine(1);
    standsInLine(2);
    permit.end(Reception.SERVED, now);
    standsInLine(0);
    assertThat(visitors.get(2).ask(now)).isEqualTo(new NotBefore(HostState.GRACE.toNanos()));

    now += HostState.GRACE.toNanos();
    permit(2).end(Reception.SERVED, now);
    assertThat(woken).containsExactly(1, 0);
    permit(0).end(Reception.SERVED, now);
    assertThat(woken).containsExactly(1, 0, 1);
    permit(1);
  }
}
