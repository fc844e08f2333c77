package io.crawlkeeper.master.leader;

import static io.crawlkeeper.master.Images.START;
import static io.crawlkeeper.master.Images.crawl;
import static io.crawlkeeper.master.Images.every;
import static org.assertj.core.api.Assertions.assertThat;

import io.crawlkeeper.model.Ledger;
import io.crawlkeeper.model.ScheduleSpec;
import io.crawlkeeper.model.Task;
import io.crawlkeeper.model.Task.Since;
import io.crawlkeeper.model.Task.Since.Cause;
import io.crawlkeeper.model.TaskSpec;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

class SincesTest {

  private static final ScheduleSpec HOURLY = every(Duration.ofHours(1));
  private static final ScheduleSpec DAILY = every(Duration.ofDays(1));
  private static final Instant NOW = START.plusSeconds(600);

  @Test
  void saysThatAScheduleWasResumedIfItsOwnerHasAdoptedIt() {
    var paused = task(paused(HOURLY), Cause.CHANGED);

    assertThat(Sinces.changed(paused, spec(HOURLY), ledger(START, START), NOW))
        .isEqualTo(new Since(NOW, Cause.RESUMED));
  }

  @Test
  void keepsTheCauseOfAScheduleThatIsResumedBeforeItIsAdopted() {
    var old = ledger(START.minusSeconds(60), START.minusSeconds(60));

    for (var cause : List.of(Cause.CHANGED, Cause.CREATED)) {
      var paused = task(paused(HOURLY), cause);
      assertThat(Sinces.changed(paused, spec(HOURLY), old, NOW)).isEqualTo(new Since(NOW, cause));
      assertThat(Sinces.changed(paused, spec(HOURLY), null, NOW)).isEqualTo(new Since(NOW, cause));
    }
  }

  @Test
  void countsFromAfterTheCursorThoughThisClockIsBehind() {
    var cursor = NOW.plusSeconds(3);
    var ledger = ledger(START, cursor);

    assertThat(Sinces.changed(task(HOURLY, Cause.CREATED), spec(DAILY), ledger, NOW))
        .isEqualTo(new Since(cursor.plusMillis(1), Cause.CHANGED));
    assertThat(Sinces.changed(task(paused(HOURLY), Cause.CREATED), spec(HOURLY), ledger, NOW))
        .isEqualTo(new Since(cursor.plusMillis(1), Cause.RESUMED));
  }

  @Test
  void doesNotFollowACursorThatIsFarAhead() {
    var ledger = ledger(START, NOW.plusSeconds(61));

    assertThat(Sinces.changed(task(HOURLY, Cause.CREATED), spec(DAILY), ledger, NOW).time())
        .isEqualTo(NOW);
  }

  @Test
  void doesNotFollowATimeOfBeforeThatIsFarAhead() {
    var far = NOW.plusSeconds(61);
    var task = task(HOURLY, Cause.CREATED, far);

    assertThat(Sinces.changed(task, spec(DAILY), ledger(far, far), NOW))
        .isEqualTo(new Since(NOW, Cause.CHANGED));
  }

  @Test
  void differsFromTheTimeOfBeforeThoughThisClockIsBehind() {
    var task = task(HOURLY, Cause.CREATED, NOW.plusSeconds(3));

    assertThat(Sinces.changed(task, spec(DAILY), null, NOW).time())
        .isEqualTo(NOW.plusSeconds(3).plusMillis(1));
  }

  @Test
  void aDefaultThatIsSpelledOutBeginsNoNewCount() {
    var spelledOut =
        new ScheduleSpec(
            null,
            null,
            HOURLY.every(),
            null,
            ZoneId.of("UTC"),
            Duration.ZERO,
            null,
            null,
            null,
            null,
            null);

    assertThat(Sinces.changed(task(HOURLY, Cause.CREATED), spec(spelledOut), null, NOW))
        .isEqualTo(new Since(START, Cause.CREATED));
  }

  @Test
  void countsATaskThatRunsOnceFromNowWhateverTheCursor() {
    var ledger = ledger(START, NOW.plusSeconds(3));

    assertThat(Sinces.changed(task(HOURLY, Cause.CREATED), spec(null), ledger, NOW))
        .isEqualTo(new Since(NOW, Cause.CHANGED));
  }

  private static Task task(ScheduleSpec schedule, Cause cause) {
    return task(schedule, cause, START);
  }

  private static Task task(ScheduleSpec schedule, Cause cause, Instant time) {
    var since = new Since(time, cause);
    return new Task(1, "t", Map.of(), spec(schedule), 1, since, START, START, "op");
  }

  private static TaskSpec spec(@Nullable ScheduleSpec schedule) {
    return new TaskSpec(crawl("http://127.0.0.1/"), schedule, null, null);
  }

  private static ScheduleSpec paused(ScheduleSpec schedule) {
    return new ScheduleSpec(
        null, null, schedule.every(), null, null, null, true, null, null, null, null);
  }

  private static Ledger ledger(Instant since, Instant cursor) {
    return new Ledger(
        "t", 1, since, cursor, 0, 0, 0, List.of(), null, List.of(), List.of(), null, null, null);
  }
}
