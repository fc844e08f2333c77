package io.crawlkeeper.master.task;

import static io.crawlkeeper.master.task.Documents.*;
import static org.assertj.core.api.Assertions.assertThat;

import io.crawlkeeper.model.ScheduleBuilder;
import io.crawlkeeper.model.ScheduleSpec;
import io.crawlkeeper.model.ScheduleSpec.CatchUpSpec;
import io.crawlkeeper.model.ScheduleSpec.Misfire;
import io.crawlkeeper.model.ScheduleSpec.Overlap;
import java.time.Duration;
import java.time.Instant;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class ScheduleReaderTest {

  private static final String FULL =
      """
      {"startAt": "2026-03-01T09:30:00+02:00", "endAt": "2027-03-01T00:00:00Z",
       "cron": "30 2 * * MON-FRI", "timeZone": "Europe/Berlin", "jitter": "PT5M", "paused": true,
       "overlap": "queue", "overlapLimit": 5, "misfire": "all",
       "catchUp": {"window": "P2D", "max": 20}}
      """;

  private static final ScheduleSpec FULL_SPEC =
      ScheduleBuilder.cron("30 2 * * MON-FRI")
          .startAt(Instant.parse("2026-03-01T07:30:00Z"))
          .endAt(Instant.parse("2027-03-01T00:00:00Z"))
          .timeZone("Europe/Berlin")
          .jitter(Duration.ofMinutes(5))
          .paused(true)
          .overlap(Overlap.QUEUE)
          .overlapLimit(5)
          .misfire(Misfire.ALL)
          .catchUp(new CatchUpSpec(Duration.ofDays(2), 20))
          .build();

  @Test
  void readsEveryField() {
    assertThat(TaskReader.read(spec("'schedule': " + FULL)).spec().schedule()).isEqualTo(FULL_SPEC);
  }

  @Test
  void readsAgainWhatItWrote() {
    var draft = TaskReader.read(spec("'schedule': " + FULL));
    assertThat(TaskReader.read(TaskDocument.of(draft))).isEqualTo(draft);
    var intervals = TaskReader.read(spec("'schedule': {'every': 'P1D', 'misfire': 'skip'}"));
    assertThat(TaskReader.read(TaskDocument.of(intervals))).isEqualTo(intervals);
  }

  @Test
  void readsTextsForNumbersFromConfigurationOnly() {
    var configured =
        spec(
            """
            'schedule': {'every': 'PT1H', 'paused': 'true', 'overlap': 'allow',
              'overlapLimit': '3', 'misfire': 'all', 'catchUp': {'max': '7'}}
            """);
    var schedule = TaskReader.readConfigured(configured).spec().effectiveSchedule();
    assertThat(schedule.isPaused()).isTrue();
    assertThat(schedule.overlapLimit()).isEqualTo(3);
    assertThat(schedule.catchUp()).isEqualTo(new CatchUpSpec(null, 7));
    assertThat(findings(configured)).hasSize(3);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "{}",
        "{'startAt': '2026-03-01T09:30:00Z', 'paused': true}",
        "{'every': 'PT1S', 'jitter': 'PT0S'}",
        "{'every': 'P365D', 'jitter': 'P1D', 'overlap': 'allow', 'overlapLimit': 100}",
        "{'cron': '@hourly', 'timeZone': 'UTC', 'jitter': 'P1D'}",
        "{'cron': '0 0 29 2 *', 'catchUp': {'window': 'PT1S'}}",
        "{'cron': '*/5 * * * * *', 'misfire': 'once', 'catchUp': {'window': 'P365D'}}",
        "{'every': 'PT1H', 'cron': null, 'timeZone': null}"
      })
  void takes(String schedule) {
    assertThat(TaskReader.read(spec("'schedule': " + schedule)).spec().schedule()).isNotNull();
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      textBlock =
          """
          'evry': 'PT1H'                                 | /evry           | did you mean 'every'?
          'every': 'PT0.5S'                              | /every          | from PT1S to P365D
          'every': 'P366D'                               | /every          | from PT1S to P365D
          'every': 60                                    | /every          | must be a text
          'every': 'PT1H', 'cron': '@daily'              | /cron           | leave one of them out
          'cron': '* * * *'                              | /cron           | but has 4
          'cron': '61 * * * *'                           | /cron           | has '61' as minute: it takes 0 to 59
          'cron': '0 0 * * FUN'                          | /cron           | has 'FUN' as day of week
          'cron': '0 0 30 2 *'                           | /cron           | never fires
          'cron': '0 0 31 4,6 *'                         | /cron           | never fires
          'every': 'PT1H', 'timeZone': 'UTC'             | /timeZone       | there is no cron
          'timeZone': 'UTC'                              | /timeZone       | there is no cron
          'cron': '@daily', 'timeZone': 'Europe/Berln'   | /timeZone       | did you mean 'Europe/Berlin'?
          'cron': '@daily', 'timeZone': '+02:00'         | /timeZone       | IANA
          'cron': '@daily', 'timeZone': 'UTC+2'          | /timeZone       | IANA
          'every': 'PT1H', 'jitter': 'P2D'               | /jitter         | from PT0S to P1D
          'every': 'PT1H', 'jitter': 'PT1H'              | /jitter         | must be shorter than every, which is PT1H
          'jitter': 'PT1M'                               | /jitter         | only for tasks that recur
          'startAt': 'tomorrow'                          | /startAt        | ISO 8601
          'startAt': '2026-03-01T09:30:00'               | /startAt        | with its offset
          'startAt': '2026-02-30T09:30:00Z'              | /startAt        | ISO 8601
          'startAt': '1969-12-31T23:59:59Z'              | /startAt        | from 1970 to 9999
          'endAt': '2026-03-01T09:30:00Z'                | /endAt          | only for tasks that recur
          'every': 'PT1H', 'startAt': '2026-03-01T09:30:00Z', 'endAt': '2026-03-01T09:30:00Z' | /endAt | after startAt
          'paused': 'yes'                                | /paused         | true or false
          'every': 'PT1H', 'overlap': 'skp'              | /overlap        | did you mean 'skip'?
          'overlap': 'skip'                              | /overlap        | only for tasks that recur
          'every': 'PT1H', 'overlap': 'queue', 'overlapLimit': 1   | /overlapLimit | from 2 to 100
          'every': 'PT1H', 'overlap': 'queue', 'overlapLimit': 101 | /overlapLimit | from 2 to 100
          'every': 'PT1H', 'overlap': 'skip', 'overlapLimit': 5    | /overlapLimit | queue or allow
          'every': 'PT1H', 'overlapLimit': 5             | /overlapLimit   | queue or allow
          'every': 'PT1H', 'misfire': 'never'            | /misfire        | one of skip, once, all
          'misfire': 'all'                               | /misfire        | only for tasks that recur
          'catchUp': {}                                  | /catchUp        | only for tasks that recur
          'every': 'PT1H', 'catchUp': 5                  | /catchUp        | must be an object
          'every': 'PT1H', 'catchUp': {'windw': 'P1D'}   | /catchUp/windw  | did you mean 'window'?
          'every': 'PT1H', 'catchUp': {'window': 'PT0S'} | /catchUp/window | from PT1S to P365D
          'every': 'PT1H', 'misfire': 'skip', 'catchUp': {'window': 'P1D'} | /catchUp/window | once or all
          'every': 'PT1H', 'catchUp': {'max': 5}         | /catchUp/max    | misfire all
          'every': 'PT1H', 'misfire': 'all', 'catchUp': {'max': 1001} | /catchUp/max | from 1 to 1000
          """)
  void refusesInASchedule(String fields, String pointer, String detail) {
    assertRefused(spec("'schedule': {" + fields + "}"), "/spec/schedule" + pointer, detail);
  }

  @Test
  void findsEverythingAtOnceAndNothingTwice() {
    var wrong =
        spec(
            """
            'schedule': {'every': '1h', 'cron': 'daily', 'jitter': '5m', 'overlap': 'no',
              'overlapLimit': 5, 'misfire': 'no', 'catchUp': {'max': 5}, 'startAt': 'now'}
            """);
    assertThat(findings(wrong))
        .extracting(Finding::pointer)
        .containsExactlyInAnyOrder(
            "/spec/schedule/every",
            "/spec/schedule/cron",
            "/spec/schedule/cron",
            "/spec/schedule/jitter",
            "/spec/schedule/overlap",
            "/spec/schedule/misfire",
            "/spec/schedule/startAt");
  }
}
