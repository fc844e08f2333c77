package io.crawlkeeper.master.schedule;

import static io.crawlkeeper.master.Images.START;
import static io.crawlkeeper.master.Images.existing;
import static io.crawlkeeper.master.Images.images;
import static java.util.Objects.requireNonNull;
import static org.assertj.core.api.Assertions.assertThat;

import io.crawlkeeper.master.Images;
import io.crawlkeeper.master.schedule.Upcoming.Fire;
import io.crawlkeeper.model.Ledger;
import io.crawlkeeper.model.ScheduleBuilder;
import io.crawlkeeper.model.ScheduleSpec;
import io.crawlkeeper.model.Task;
import io.crawlkeeper.model.Task.Since.Cause;
import io.crawlkeeper.model.TaskBuilder;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

class UpcomingTest {

  private static final Duration DAY = Duration.ofDays(1);

  private final Task jittered = task(jittered(null));
  private final Duration delay = requireNonNull(Upcoming.timetable(jittered)).delay();

  @Test
  void hasATickThatIsPutOffByTheJitterUntilItIsDue() {
    assertThat(delay).isPositive();
    var accounted = ledger(jittered, START);
    var nominal = START.plus(DAY);

    assertThat(ticks(jittered, accounted, nominal.plus(delay.dividedBy(2))))
        .containsExactly(nominal, nominal.plus(DAY));
    assertThat(ticks(jittered, accounted, nominal.plus(delay))).first().isEqualTo(nominal);
    assertThat(ticks(jittered, accounted, nominal.plus(delay).plusNanos(1)))
        .first()
        .isEqualTo(nominal.plus(DAY));
    assertThat(Upcoming.of(jittered, accounted, nominal, 1))
        .first()
        .extracting(Fire::due)
        .isEqualTo(nominal.plus(delay));
  }

  @Test
  void hasTheLastTickUntilItIsDue() {
    var task = task(jittered(START.plus(DAY)));
    var last = START.plus(DAY);

    assertThat(ticks(task, ledger(task, START), last.plus(delay))).containsExactly(last);
    assertThat(Upcoming.oldest(task, ledger(task, START))).isNotNull();
    assertThat(ticks(task, ledger(task, last), last.plus(delay))).isEmpty();
    assertThat(Upcoming.oldest(task, ledger(task, last))).isNull();
  }

  @Test
  void tellsWhatWasDueAndIsStillOwed() {
    var hourly = task(ScheduleBuilder.every(Duration.ofHours(1)).build());
    var accounted = ledger(hourly, START);
    var first = START.plus(Duration.ofHours(1));
    assertThat(Upcoming.overdue(hourly, accounted, first)).isNull();

    var overdue = requireNonNull(Upcoming.overdue(hourly, accounted, first.plusNanos(1)));
    assertThat(overdue.count()).isEqualTo(1);
    assertThat(overdue.tick()).isEqualTo(first);
    assertThat(overdue.due()).isEqualTo(first);
    assertThat(overdue.local()).isEqualTo("2026-03-01T13:00Z[UTC]");
    var later = first.plus(Duration.ofDays(1)).plusSeconds(1);
    assertThat(requireNonNull(Upcoming.overdue(hourly, accounted, later)).count()).isEqualTo(25);
    assertThat(Upcoming.overdue(hourly, ledger(hourly, later), later)).isNull();
  }

  @Test
  void owesATickThatIsPutOffOnlyWhenItIsDue() {
    var accounted = ledger(jittered, START);
    var due = START.plus(DAY).plus(delay);

    assertThat(Upcoming.overdue(jittered, accounted, due)).isNull();
    assertThat(requireNonNull(Upcoming.overdue(jittered, accounted, due.plusNanos(1))).due())
        .isEqualTo(due);
  }

  @Test
  void hasATickThatWasPutOffBeyondAPauseButNoneFromBeforeTheCreation() {
    var nominal = START.plus(DAY);
    var since = nominal.plus(delay.dividedBy(2));
    var resumed = since(jittered, since, Cause.RESUMED);
    assertThat(ticks(resumed, ledger(jittered, START), since)).first().isEqualTo(nominal);
    assertThat(ticks(resumed, ledger(resumed, nominal), since))
        .first()
        .isEqualTo(nominal.plus(DAY));
    assertThat(Upcoming.overdue(resumed, ledger(jittered, START), since)).isNull();

    assertThat(ticks(since(jittered, since, Cause.CREATED), null, since))
        .first()
        .isEqualTo(nominal.plus(DAY));
  }

  private static Task since(Task task, Instant time, Cause cause) {
    return TaskBuilder.from(task).since(time, cause).updated(time).build();
  }

  @Test
  void owesNothingWhilePaused() {
    var paused = task(ScheduleBuilder.every(DAY).paused(true).build());

    assertThat(Upcoming.overdue(paused, null, START.plus(Duration.ofDays(9)))).isNull();
    assertThat(Upcoming.oldest(paused, null)).isNotNull();
  }

  @Test
  void owesTheOnlyTickOfATaskThatRunsOnceUntilItHasBegun() {
    var startAt = START.plus(DAY);
    var once = task(ScheduleBuilder.once().startAt(startAt).build());
    var late = startAt.plusSeconds(1);

    assertThat(ticks(once, null, START)).containsExactly(startAt);
    assertThat(Upcoming.overdue(once, null, startAt)).isNull();
    assertThat(ticks(once, null, late)).isEmpty();
    assertThat(requireNonNull(Upcoming.overdue(once, null, late)).tick()).isEqualTo(startAt);
    assertThat(Upcoming.oldest(once, null)).isNotNull();

    var begun = ledger(once, startAt);
    assertThat(Upcoming.overdue(once, begun, late)).isNull();
    assertThat(Upcoming.oldest(once, begun)).isNull();
  }

  private static List<Instant> ticks(Task task, @Nullable Ledger ledger, Instant from) {
    return Upcoming.of(task, ledger, from, 2).stream().map(Fire::tick).toList();
  }

  private static ScheduleSpec jittered(@Nullable Instant endAt) {
    return ScheduleBuilder.every(DAY).endAt(endAt).jitter(Duration.ofHours(23)).build();
  }

  private static Task task(ScheduleSpec schedule) {
    return existing(images().scheduled("t", schedule, "").image(), "t").task();
  }

  private static Ledger ledger(Task task, Instant cursor) {
    return Images.accounted(task, cursor);
  }
}
