package io.crawlkeeper.schedule;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import java.time.LocalDateTime;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class CronTest {

  /** A Thursday. */
  private static final LocalDateTime AFTER = LocalDateTime.parse("2026-01-01T00:00:00");

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          0 0 * * SUN           | 0 0 * * 0
          0 0 * * 7             | 0 0 * * sun
          0 0 * * MON-SUN       | 0 0 * * *
          0 0 * * 0-7           | 0 0 * * *
          0 0 * * 7-2           | 0 0 * * SUN,MON,TUE
          0 0 * * FRI-SUN       | 0 0 * * 5,6,7
          0 0 * * */2           | 0 0 * * SUN,TUE,THU,SAT
          0 0 * * SUN/3         | 0 0 * * 0,3,6
          0 0 * * SAT/1         | 0 0 * * 6
          0 0 * jan-Mar *       | 0 0 * 1,2,3 *
          0 0 1 2/5 *           | 0 0 1 FEB,JUL,DEC *
          20/20 * * * *         | 20,40 * * * *
          10-30/10 4 * * *      | 0 10,20,30 4 * * *
          0 0 ? * MON           | 0 0 * * MON
          0 0 13 * ?            | 0 0 13 * *
            0  0\t1 * *         | 0 0 1 * *
          @yearly               | 0 0 0 1 1 *
          @annually             | @yearly
          @Monthly              | 0 0 1 * *
          @weekly               | 0 0 * * 0
          @daily                | 0 0 * * *
          @midnight             | @daily
          @hourly               | 0 * * * *
          """)
  void meansTheSame(String one, String other) {
    assertThat(times(one)).isEqualTo(times(other));
  }

  private static List<LocalDateTime> times(String text) {
    var cron = Cron.parse(text);
    return Stream.iterate(AFTER, cron::next).limit(500).toList();
  }

  @ParameterizedTest
  @CsvSource({
    "0 0 13 * FRI, 2026-01-02T00:00:00",
    "0 0 2 * MON, 2026-01-02T00:00:00",
    "0 0 13 * *, 2026-01-13T00:00:00",
    "0 0 * * MON, 2026-01-05T00:00:00"
  })
  void takesEitherDayWhereBothAreRestricted(String cron, LocalDateTime next) {
    assertThat(Cron.parse(cron).next(AFTER)).isEqualTo(next);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {"30 2 * * *", "0,30 1-5 * * *", "*/10 30 2 * * *", "@daily", "5 5 */2 * *"})
  void isFixedWithAPlainTimeOfDay(String cron) {
    assertThat(Cron.parse(cron).fixed()).isTrue();
  }

  @ParameterizedTest
  @ValueSource(strings = {"30 * * * *", "*/15 2 * * *", "0 */6 * * *", "0 1/2 * * *", "@hourly"})
  void isNotFixedWithAWildcardOrStepInIt(String cron) {
    assertThat(Cron.parse(cron).fixed()).isFalse();
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      textBlock =
          """
          ``                | must have 5 fields (minute, hour, day of month, month, day of week), or 6
          * * * *           | but has 4
          * * * * * * *     | but has 7
          @reboot           | must be one of @annually, @daily
          60 * * * *        | has '60' as minute: it takes 0 to 59, ranges
          60 * * * * *      | has '60' as second
          * 24 * * *        | has '24' as hour: it takes 0 to 23
          * * 0 * *         | has '0' as day of month: it takes 1 to 31
          * * * 13 *        | has '13' as month: it takes 1 to 12 or JAN to DEC
          * * * JANUARY *   | has 'JANUARY' as month
          * * * * 8         | has '8' as day of week: it takes 0 to 6 or SUN to SAT
          * * * * FRI-MON   | has 'FRI-MON' as day of week: a range must rise
          50-10 * * * *     | has '50-10' as minute: a range must rise
          */0 * * * *       | has '*/0' as minute: a step must be from 1 to 59
          */90 * * * *      | has '*/90' as minute: a step must be from 1 to 59
          0/99999999999 * * * * | a step must be
          1,,2 * * * *      | has '' as minute
          *-5 * * * *       | has '*-5' as minute
          ? * * * *         | has '?' as minute
          0 0 L * *         | has 'L' as day of month
          0 0 15W * *       | has '15W' as day of month
          0 0 * * MON#1     | has 'MON#1' as day of week
          0 0 * * TU        | has 'TU' as day of week
          99999999999 * * * * | has '99999999999' as minute
          -1 * * * *        | has '-1' as minute
          """)
  void saysWhatIsWrong(String text, String detail) {
    assertThatIllegalArgumentException()
        .isThrownBy(() -> Cron.parse(text))
        .withMessageContaining(detail);
  }
}
