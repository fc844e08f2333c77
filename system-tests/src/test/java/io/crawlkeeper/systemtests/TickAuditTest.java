package io.crawlkeeper.systemtests;

import static org.assertj.core.api.Assertions.assertThat;

import io.crawlkeeper.model.Tick;
import io.crawlkeeper.model.Tick.Outcome;
import io.crawlkeeper.model.Tick.Reason;
import io.crawlkeeper.systemtests.TickAudit.RunSeen;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

/** The check itself finds what it is there for. */
class TickAuditTest {

  private static final Instant FIRST = Instant.parse("2026-03-01T10:00:00.250Z");
  private static final Duration EVERY = Duration.ofSeconds(1);

  @Test
  void acceptsOneRecordForEachTick() {
    assertThat(faults(3, List.of(fired(0), skipped(1, 2), fired(3)), List.of(run(0), run(3))))
        .isEmpty();
  }

  @Test
  void findsATickThatIsNotAccountedFor() {
    assertThat(faults(2, List.of(fired(0), fired(2)), List.of(run(0), run(2))))
        .containsExactly("t: tick 2026-03-01T10:00:01.250Z is not accounted for");
  }

  @Test
  void findsATickThatIsRecordedTwice() {
    assertThat(faults(2, List.of(skipped(0, 1), skipped(1, 2)), List.of()))
        .containsExactly("t: tick 2026-03-01T10:00:01.250Z is recorded 2 times");
  }

  @Test
  void findsARunOfNoTickAndATickOfNoRun() {
    assertThat(faults(0, List.of(fired(0)), List.of(run(1)))).hasSize(2);
  }

  @Test
  void findsARangeThatDoesNotCountRight() {
    var wrong = tick(0, at(0), at(2), 2, Outcome.SKIPPED, null);
    assertThat(faults(2, List.of(wrong), List.of())).hasSize(1);
  }

  @Test
  void findsATimeThatIsNoTick() {
    var wrong = tick(0, FIRST.plusMillis(1), null, 1, Outcome.SKIPPED, null);
    assertThat(faults(0, List.of(wrong), List.of())).hasSize(1);
  }

  private static List<String> faults(int last, List<Tick> ticks, List<RunSeen> runs) {
    return TickAudit.faults("t", FIRST, EVERY, at(last), ticks, runs);
  }

  private static Instant at(int index) {
    return FIRST.plus(EVERY.multipliedBy(index));
  }

  private static RunSeen run(int index) {
    return new RunSeen("1-" + index, at(index));
  }

  private static Tick fired(int index) {
    return tick(index, at(index), null, 1, Outcome.FIRED, "1-" + index);
  }

  private static Tick skipped(int from, int to) {
    return tick(from, at(from), at(to), to - from + 1L, Outcome.SKIPPED, null);
  }

  private static Tick tick(
      long number,
      Instant time,
      @Nullable Instant until,
      long count,
      Outcome outcome,
      @Nullable String run) {
    var reason = outcome == Outcome.SKIPPED ? Reason.OVERLAP : null;
    return new Tick(number, time, until, count, outcome, reason, run, time);
  }
}
