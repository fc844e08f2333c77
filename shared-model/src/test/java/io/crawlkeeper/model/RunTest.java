package io.crawlkeeper.model;

import static java.util.Objects.requireNonNull;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.crawlkeeper.model.Run.Cause;
import io.crawlkeeper.model.Run.Outcome;
import io.crawlkeeper.model.RunState.Ended;
import io.crawlkeeper.model.RunState.Live;
import io.crawlkeeper.znode.ZnodeCodec;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.UnaryOperator;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

class RunTest {

  private static final Instant NOW = Instant.parse("2026-03-01T12:00:00Z");
  private static final Task TASK = TaskBuilder.of("t", 7).build();
  private static final Run QUEUED = Run.queued("7-1", TASK, Cause.TICK, NOW, NOW);

  @Test
  void countsAttemptsOverOwners() {
    var first = QUEUED.started("w1", NOW);
    var second = first.lost("w1 is gone", NOW).started("w2", NOW.plusSeconds(9));

    assertThat(first.attempt()).isEqualTo(1);
    assertThat(second.attempt()).isEqualTo(2);
    assertThat(second.worker()).isEqualTo("w2");
    assertThat(second.startTime()).isEqualTo(NOW);
  }

  @Test
  void countsFailures() {
    var failed = new Outcome(Ended.FAILED, Progress.NONE, null, "no answer");
    var again = QUEUED.started("w1", NOW).retrying(NOW.plusSeconds(30), failed);

    assertThat(again.failures()).isEqualTo(1);
    assertThat(again.started("w1", NOW).ended(failed, NOW).failures()).isEqualTo(2);
  }

  @Test
  void refusesTransitionsThatAreNotInTheTable() {
    var ended = QUEUED.started("w1", NOW).ended(Ended.CANCELLED, "asked for", NOW);

    assertThatThrownBy(() -> ended.started("w1", NOW)).isInstanceOf(IllegalStateException.class);
    assertThatThrownBy(() -> QUEUED.released("")).isInstanceOf(IllegalStateException.class);
  }

  @Test
  void knowsWhichStatesFollowEachOther() {
    assertThat(
            RunState.all().stream().collect(Collectors.toMap(RunState::word, RunTest::following)))
        .isEqualTo(
            Map.of(
                "queued", Set.of("running", "timed-out", "cancelled"),
                "running",
                    Set.of(
                        "released",
                        "lost",
                        "retrying",
                        "succeeded",
                        "failed",
                        "timed-out",
                        "cancelled"),
                "released", Set.of("running", "timed-out", "cancelled"),
                "lost", Set.of("running", "failed", "timed-out", "cancelled"),
                "retrying", Set.of("running", "timed-out", "cancelled"),
                "succeeded", Set.of(),
                "failed", Set.of(),
                "timed-out", Set.of(),
                "cancelled", Set.of()));
  }

  private static Set<String> following(RunState state) {
    return RunState.all().stream()
        .filter(state::mayBecome)
        .map(RunState::word)
        .collect(Collectors.toSet());
  }

  /** Whatever a run is made to do, it goes by the table. */
  @ParameterizedTest
  @MethodSource("states")
  void goesByTheTable(RunState from) {
    var run = in(from);

    moves()
        .forEach(
            (to, move) -> {
              if (from.mayBecome(to)) {
                assertThat(move.apply(run).state()).isEqualTo(to);
              } else {
                assertThatThrownBy(() -> move.apply(run))
                    .as("%s to %s", from.word(), to.word())
                    .isInstanceOf(IllegalStateException.class);
              }
            });
  }

  static List<RunState> states() {
    return RunState.all();
  }

  private static Map<RunState, UnaryOperator<Run>> moves() {
    var moves = new LinkedHashMap<RunState, UnaryOperator<Run>>();
    moves.put(Live.RUNNING, run -> run.started("w", NOW));
    moves.put(Live.RELEASED, run -> run.released("leaves"));
    moves.put(Live.LOST, run -> run.lost("gone", NOW));
    moves.put(Live.RETRYING, run -> run.retrying(NOW, outcome(Ended.FAILED)));
    for (var end : Ended.values()) {
      moves.put(end, run -> run.ended(outcome(end), NOW));
    }
    return moves;
  }

  private static Outcome outcome(Ended state) {
    return new Outcome(state, Progress.NONE, null, "because");
  }

  /** A run in that state, by the shortest way. */
  private static Run in(RunState state) {
    if (state == Live.QUEUED) {
      return QUEUED;
    }
    var running = QUEUED.started("w", NOW);
    return state == Live.RUNNING ? running : requireNonNull(moves().get(state)).apply(running);
  }

  @Test
  void nothingFollowsTheEnd() {
    for (var state : RunState.all()) {
      assertThat(state.next().isEmpty()).isEqualTo(state.ended());
      assertThat(RunState.of(state.word())).isEqualTo(state);
    }
  }

  @Test
  void survivesTheCodec() {
    var run = QUEUED.started("w1", NOW).ended(Ended.TIMED_OUT, "after PT1H", NOW);

    assertThat(new String(ZnodeCodec.encode(run), java.nio.charset.StandardCharsets.UTF_8))
        .contains("\"timed-out\"");
    assertThat(ZnodeCodec.decode(ZnodeCodec.encode(run), Run.class)).isEqualTo(run);
  }
}
