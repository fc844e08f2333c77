package io.crawlkeeper.master.leader;

import static io.crawlkeeper.master.Images.CRAWL;
import static io.crawlkeeper.master.Images.START;
import static org.assertj.core.api.Assertions.assertThat;

import io.crawlkeeper.model.Ledger;
import io.crawlkeeper.model.LedgerBuilder;
import io.crawlkeeper.model.ScheduleBuilder;
import io.crawlkeeper.model.ScheduleSpec;
import io.crawlkeeper.model.Task;
import io.crawlkeeper.model.Task.Since;
import io.crawlkeeper.model.Task.Since.Cause;
import io.crawlkeeper.model.TaskBuilder;
import io.crawlkeeper.model.TaskSpec;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

class SincesTest {

  private static final ScheduleSpec HOURLY = ScheduleBuilder.every(Duration.ofHours(1)).build();
  private static final ScheduleSpec DAILY = ScheduleBuilder.every(Duration.ofDays(1)).build();
  private static final Instant NOW = START.plusSeconds(600);

  @Test
  void saysThatAScheduleWasResumedIfItsOwnerHasAdoptedIt() {
    var paused = task(HOURLY.withPaused(true), Cause.CHANGED);

    assertThat(Sinces.changed(paused, spec(HOURLY), ledger(START, START), NOW))
        .isEqualTo(new Since(NOW, Cause.RESUMED));
  }

  @Test
  void keepsTheCauseOfAScheduleThatIsResumedBeforeItIsAdopted() {
    var old = ledger(START.minusSeconds(60), START.minusSeconds(60));

    for (var cause : List.of(Cause.CHANGED, Cause.CREATED)) {
      var paused = task(HOURLY.withPaused(true), cause);
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
    assertThat(
            Sinces.changed(task(HOURLY.withPaused(true), Cause.CREATED), spec(HOURLY), ledger, NOW))
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
        ScheduleBuilder.every(HOURLY.every()).timeZone("UTC").jitter(Duration.ZERO).build();

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
    return TaskBuilder.of("t", 1).spec(spec(schedule)).since(time, cause).build();
  }

  private static TaskSpec spec(@Nullable ScheduleSpec schedule) {
    return new TaskSpec(CRAWL, schedule, null, null);
  }

  private static Ledger ledger(Instant since, Instant cursor) {
    return LedgerBuilder.of("t", 1).account(since, cursor).build();
  }
}
