package io.crawlkeeper.worker.run;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.crawlkeeper.model.PluginSpec;
import io.crawlkeeper.model.Progress;
import io.crawlkeeper.model.Run;
import io.crawlkeeper.model.Run.Outcome;
import io.crawlkeeper.model.RunState.Ended;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class KindsTest {

  @Test
  void findsTheExecutorOfAKind() {
    var sftp = new Named("sftp");
    var kinds = new Kinds(List.of(new Named("crawl"), sftp));

    assertThat(kinds.of("sftp")).isSameAs(sftp);
    assertThat(kinds.names()).containsExactlyInAnyOrder("crawl", "sftp");
  }

  @Test
  void refusesTwoOfOneKind() {
    var two = List.<TaskExecutor>of(new Named("sftp"), new Other("sftp"));

    assertThatThrownBy(() -> new Kinds(two))
        .hasMessage(
            "Two executors are of the kind 'sftp', and only one may be: %s and %s."
                .formatted(Named.class.getName(), Other.class.getName()));
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "Sftp", "a b", "-a", "plugin", "ä"})
  void refusesAKindThatNoTaskCanName(String kind) {
    var one = List.<TaskExecutor>of(new Named(kind));

    assertThatThrownBy(() -> new Kinds(one)).isInstanceOf(IllegalArgumentException.class);
  }

  @Test
  void failsTheAttemptsOfAKindThatIsNotThere() throws Exception {
    var kinds = new Kinds(List.of());

    var outcome = kinds.of("sftp").execute(new PlainAttempt(new PluginSpec("sftp", "{}")));

    assertThat(outcome.state()).isEqualTo(Ended.FAILED);
    assertThat(outcome.reason()).contains("no executor of the kind sftp");
  }

  private record Named(String kind) implements TaskExecutor {
    @Override
    public Outcome execute(Attempt attempt) {
      return new Outcome(Ended.SUCCEEDED, Progress.NONE, null, null);
    }

    @Override
    public void clear(Run run) {}
  }

  private record Other(String kind) implements TaskExecutor {
    @Override
    public Outcome execute(Attempt attempt) {
      return new Outcome(Ended.SUCCEEDED, Progress.NONE, null, null);
    }

    @Override
    public void clear(Run run) {}
  }
}
