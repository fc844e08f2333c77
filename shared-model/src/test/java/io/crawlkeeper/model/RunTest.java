package io.crawlkeeper.model;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.crawlkeeper.model.Run.Cause;
import io.crawlkeeper.model.Run.Outcome;
import io.crawlkeeper.model.RunState.Ended;
import io.crawlkeeper.model.RunState.Live;
import io.crawlkeeper.znode.ZnodeCodec;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class RunTest {

  private static final Instant NOW = Instant.parse("2026-03-01T12:00:00Z");
  private static final Task TASK =
      new Task(
          7,
          "t",
          Map.of(),
          new TaskSpec(
              new CrawlSpec(
                  List.of("http://a.test/"), null, null, null, null, null, null, null, null, null),
              null,
              null,
              null),
          1,
          new Task.Since(NOW, Task.Since.Cause.CREATED),
          NOW,
          NOW,
          "op");
  private static final Run QUEUED = Run.queued("7-1", TASK, Cause.TICK, NOW, NOW);

  @Test
  void countsAttemptsOverOwners() {
    var first = QUEUED.started("w1", NOW);
    var second = first.interrupted(Live.LOST, "w1 is gone").started("w2", NOW.plusSeconds(9));

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
    assertThatThrownBy(() -> QUEUED.interrupted(Live.RELEASED, ""))
        .isInstanceOf(IllegalStateException.class);
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
