package io.crawlkeeper.master.task;

import static io.crawlkeeper.master.task.Documents.*;
import static org.assertj.core.api.Assertions.assertThat;

import io.crawlkeeper.model.RunSpec;
import io.crawlkeeper.model.RunSpec.HistorySpec;
import io.crawlkeeper.model.RunSpec.RetrySpec;
import io.crawlkeeper.model.RunSpec.WorkerLoss;
import java.time.Duration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class RunReaderTest {

  private static final String FULL =
      """
      'run': {'timeout': 'PT2H', 'retry': {'attempts': 5, 'backoff': 'PT10S', 'maxBackoff': 'PT5M'},
        'onWorkerLoss': 'restart', 'history': {'runs': 50, 'ticks': 500, 'age': 'P30D'}}
      """;

  @Test
  void readsEveryField() {
    assertThat(TaskReader.read(spec(FULL)).spec().run())
        .isEqualTo(
            new RunSpec(
                Duration.ofHours(2),
                new RetrySpec(5, Duration.ofSeconds(10), Duration.ofMinutes(5)),
                WorkerLoss.RESTART,
                new HistorySpec(50, 500, Duration.ofDays(30))));
  }

  @Test
  void readsAgainWhatItWrote() {
    var draft = TaskReader.read(spec(FULL));
    assertThat(TaskReader.read(TaskDocument.of(draft))).isEqualTo(draft);
  }

  @Test
  void readsTextsForNumbersFromConfigurationOnly() {
    var configured = spec("'run': {'retry': {'attempts': '3'}, 'history': {'runs': '9'}}");
    var run = TaskReader.readConfigured(configured).spec().effectiveRun().plan();
    assertThat(run.retry().attempts()).isEqualTo(3);
    assertThat(run.history().runs()).isEqualTo(9);
    assertThat(findings(configured)).hasSize(2);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      textBlock =
          """
          'timeuot': 'PT1H'                      | /timeuot          | did you mean 'timeout'?
          'timeout': 'PT0S'                      | /timeout          | from PT1S to P30D
          'timeout': 'P31D'                      | /timeout          | from PT1S to P30D
          'retry': 3                             | /retry            | must be an object but is a number
          'retry': {'attempts': 0}               | /retry/attempts   | from 1 to 100
          'retry': {'attempts': 101}             | /retry/attempts   | from 1 to 100
          'retry': {'backoff': 'PT0.5S'}         | /retry/backoff    | from PT1S to P1D
          'retry': {'backoff': 'PT1H'}           | /retry/backoff    | must not be longer than maxBackoff, which is PT30M unless given
          'retry': {'maxBackoff': 'PT25H'}       | /retry/maxBackoff | from PT1S to P1D
          'retry': {'maxBackoff': 'PT10S'}       | /retry/maxBackoff | which is PT30S unless given
          'retry': {'backoff': 'PT10S', 'maxBackoff': 'PT5S'} | /retry/maxBackoff | must not be shorter than backoff, which is PT10S
          'onWorkerLoss': 'resme'                | /onWorkerLoss     | did you mean 'resume'?
          'onWorkerLoss': 'RESUME'               | /onWorkerLoss     | one of resume, restart, fail
          'history': {'runs': 0}                 | /history/runs     | from 1 to 1000000
          'history': {'ticks': 1000001}          | /history/ticks    | from 1 to 1000000
          'history': {'age': 'PT59M'}            | /history/age      | from PT1H to P3650D
          'history': {'days': 5}                 | /history/days     | is no field of history
          """)
  void refusesInARun(String fields, String pointer, String detail) {
    assertRefused(spec("'run': {" + fields + "}"), "/spec/run" + pointer, detail);
  }
}
