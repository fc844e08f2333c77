package io.crawlkeeper.model;

import static org.assertj.core.api.Assertions.assertThat;

import io.crawlkeeper.model.Run.Outcome;
import java.time.Instant;
import org.junit.jupiter.api.Test;

class RunTest {

  private static final Instant NOW = Instant.parse("2026-03-01T12:00:00Z");
  private static final Run FIRST = Run.none("t", 7).next("w1", 1, NOW);

  @Test
  void countsRunsFromOne() {
    assertThat(FIRST.id()).isEqualTo("7-1");
    assertThat(FIRST.attempt()).isEqualTo(1);
  }

  @Test
  void goesOnAsTheNextAttemptWhereAnOwnerDied() {
    var second = FIRST.next("w2", 1, NOW);

    assertThat(second.id()).isEqualTo("7-1");
    assertThat(second.attempt()).isEqualTo(2);
  }

  @Test
  void goesOnAsTheNextAttemptWhereAnOwnerGaveItBack() {
    assertThat(FIRST.released().next("w2", 1, NOW).attempt()).isEqualTo(2);
  }

  @Test
  void beginsANewRunForANewGeneration() {
    var changed = FIRST.next("w1", 2, NOW);

    assertThat(changed.id()).isEqualTo("7-2");
    assertThat(changed.attempt()).isEqualTo(1);
  }

  @Test
  void settlesOnlyTheGenerationThatItEnded() {
    var ended = FIRST.ended(new Outcome(RunState.SUCCEEDED, Progress.NONE, "t/7-1", null), NOW);

    assertThat(ended.settles(1)).isTrue();
    assertThat(ended.settles(2)).isFalse();
    assertThat(FIRST.settles(1)).isFalse();
    assertThat(FIRST.released().settles(1)).isFalse();
  }
}
