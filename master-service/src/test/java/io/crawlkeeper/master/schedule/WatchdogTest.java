package io.crawlkeeper.master.schedule;

import static io.crawlkeeper.master.Images.START;
import static io.crawlkeeper.master.Images.existing;
import static io.crawlkeeper.master.Images.images;
import static org.assertj.core.api.Assertions.assertThat;

import io.crawlkeeper.master.Images;
import io.crawlkeeper.master.cluster.ClusterImage;
import io.crawlkeeper.master.cluster.TaskEntry;
import io.crawlkeeper.model.Ledger;
import io.crawlkeeper.model.LedgerBuilder;
import io.crawlkeeper.model.Run;
import io.crawlkeeper.model.ScheduleBuilder;
import io.crawlkeeper.model.ScheduleSpec;
import io.crawlkeeper.model.ScheduleSpec.Misfire;
import io.crawlkeeper.model.Tick;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.SortedMap;
import java.util.SortedSet;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class WatchdogTest {

  private static final Duration MINUTE = Duration.ofMinutes(1);
  private static final ScheduleSpec MINUTELY = ScheduleBuilder.every(MINUTE).build();
  private static final Duration GRACE = Watchdog.GRACE;

  private final Watchdog watchdog = new Watchdog();
  private ClusterImage image = images().worker("a.1").scheduled("t", MINUTELY, "a.1").image();

  @Test
  void findsAScheduleThatMissedAWholePeriod() {
    // The anchor is the creation, and the tick at it is the first that is owed.
    var limit = START.plus(MINUTE).plus(GRACE);

    assertThat(stalled(limit)).isEmpty();
    assertThat(stalled(limit.plusMillis(1)))
        .hasEntrySatisfying("t", reason -> assertThat(reason).contains("a.1", "does not fire"));
  }

  @Test
  void isCalmedByACursorThatMoves() {
    var late = START.plus(MINUTE).plus(GRACE).plusMillis(1);
    assertThat(stalled(late)).containsOnlyKeys("t");

    accounted(START);

    assertThat(stalled(late)).isEmpty();
    assertThat(stalled(late.plus(MINUTE))).containsOnlyKeys("t");
  }

  @Test
  void saysWhoIsToBlame() {
    var late = START.plus(Duration.ofHours(1));
    image = image.withoutAssignment("t");
    assertThat(stalled(late).get("t")).contains("no worker");

    image = image.withAssignment(image.assign(entry(), "gone.1"));
    assertThat(stalled(late).get("t")).contains("gone.1", "gone");

    image = image.withAssignment(image.assign(entry(), "a.1", late));
    assertThat(stalled(late).get("t")).contains("hand it over");
  }

  @Test
  void saysThatTheDatabaseOfTheOwnerIsAway() {
    var ticks =
        IntStream.range(0, Ledger.MOST_TICKS)
            .mapToObj(i -> new Tick(i, START, START, 1, Tick.Outcome.FIRED, null, null, START))
            .toList();
    var ledger = LedgerBuilder.of(entry().task(), START).runs(1).tick(200).ticks(ticks).build();
    image = Images.with(image, ledger);

    assertThat(stalled(START.plus(Duration.ofHours(1))).get("t")).contains("a.1", "database");
  }

  @Test
  void leavesPausedEndedAndSingleTasksAlone() {
    var ended = ScheduleBuilder.every(MINUTE).endAt(START.plusSeconds(90)).build();
    image =
        images()
            .worker("a.1")
            .scheduled("paused", MINUTELY.withPaused(true), "a.1")
            .scheduled("ended", ended, "a.1")
            .tasks(1, "once", "a.1")
            .image();
    accounted("ended", START.plus(MINUTE));
    accounted("once-000", START);

    assertThat(stalled(START.plus(Duration.ofDays(9)))).isEmpty();
  }

  @Test
  void findsALastTickThatWasNotFired() {
    image =
        images().scheduled("t", ScheduleBuilder.every(MINUTE).endAt(START).build(), "a.1").image();

    assertThat(stalled(START.plus(GRACE))).isEmpty();
    assertThat(stalled(START.plus(GRACE).plusMillis(1))).containsOnlyKeys("t");
  }

  @Test
  void allowsThatMissedTicksWaitForRoom() {
    image = images().worker("a.1").scheduled("t", catchingUp(), "a.1").image();
    ledger(START, 1, List.of(run()), "t");
    var late = START.plus(Duration.ofHours(1));
    assertThat(stalled(late)).isEmpty();

    accounted(START); // The run has ended, and no other was begun.
    assertThat(stalled(late.plus(GRACE))).isEmpty();
    assertThat(stalled(late.plus(GRACE).plusMillis(1))).containsOnlyKeys("t");
  }

  @Test
  void doesNotTakeAWaitForRoomForAnExcuseOfAWorkerThatIsGone() {
    image = images().worker("a.1").scheduled("t", catchingUp(), "gone.1").image();
    ledger(START, 1, List.of(run()), "t");

    assertThat(stalled(START.plus(Duration.ofHours(1))).get("t")).contains("gone.1");
  }

  @Test
  void allowsAHandOverUntilItsDeadline() {
    var deadline = START.plus(Duration.ofMinutes(10));
    image = image.withAssignment(image.assign(entry(), "a.1", deadline));
    assertThat(stalled(deadline)).isEmpty();
    var moved = deadline.plusSeconds(10);
    assertThat(stalled(moved)).isEmpty();

    assertThat(stalled(moved.plus(GRACE))).isEmpty();
    assertThat(stalled(moved.plus(GRACE).plusMillis(1)).get("t")).contains("hand it over");
  }

  @Test
  void givesTheNextOwnerTimeAfterAHandOver() {
    var deadline = START.plus(Duration.ofMinutes(10));
    image = image.withAssignment(image.assign(entry(), "a.1", deadline));
    var moved = START.plus(Duration.ofMinutes(5));
    assertThat(stalled(moved)).isEmpty();
    image = image.withAssignment(image.assign(entry(), "a.1", null));

    assertThat(stalled(moved.plus(GRACE))).isEmpty();
    assertThat(stalled(moved.plus(GRACE).plusMillis(1))).containsOnlyKeys("t");
  }

  @Test
  void doesNotForgetByAHandOverWhatStandsStill() {
    var late = START.plus(Duration.ofHours(1));
    assertThat(stalled(late)).containsOnlyKeys("t");
    image = image.withAssignment(image.assign(entry(), "a.1", late.plus(Duration.ofHours(1))));

    assertThat(stalled(late.plusSeconds(5))).containsOnlyKeys("t");
  }

  @Test
  void findsAnOnlyTickThatNobodyBegins() {
    var startAt = START.plus(Duration.ofHours(1));
    image =
        images()
            .worker("a.1")
            .scheduled("t", ScheduleBuilder.once().startAt(startAt).build(), "a.1")
            .image();
    assertThat(stalled(startAt.plus(GRACE))).isEmpty();
    assertThat(stalled(startAt.plus(GRACE).plusMillis(1)).get("t")).contains("a.1");

    accounted(startAt);
    assertThat(stalled(startAt.plus(Duration.ofHours(1)))).isEmpty();
  }

  @Test
  void givesAnOnlyTickThatWasPausedTimeAfterTheResumption() {
    var late = START.plus(Duration.ofHours(1));
    var once = ScheduleBuilder.once().startAt(START).build();
    image = images().worker("a.1").scheduled("t", once.withPaused(true), "a.1").image();
    assertThat(stalled(late)).isEmpty();
    image = images().worker("a.1").scheduled("t", once, "a.1").image();

    assertThat(stalled(late.plus(GRACE))).isEmpty();
    assertThat(stalled(late.plus(GRACE).plusMillis(1))).containsOnlyKeys("t");
  }

  @Test
  void findsATaskToRunAtOnceThatItsWorkerDoesNotBegin() {
    image = images().worker("a.1").tasks(1, "t", "").image();
    var late = START.plus(Duration.ofHours(1));
    assertThat(stalled(late)).isEmpty(); // It is pending, which is told of by itself.

    image = image.withAssignment(image.assign(existing(image, "t-000"), "a.1"));
    assertThat(stalled(late.plus(GRACE))).isEmpty();
    assertThat(stalled(late.plus(GRACE).plusMillis(1))).containsOnlyKeys("t-000");
  }

  @Test
  void findsTicksToComeThatCountAsDealtWith() {
    var wrong = START.plus(Duration.ofDays(366));
    accounted(wrong);
    var now = START.plus(Duration.ofDays(2));
    assertThat(stalled(now).get("t")).contains(wrong.toString(), "clock was ahead");
    assertThat(stalled(wrong.minus(GRACE).minusMillis(1))).containsOnlyKeys("t");
    assertThat(stalled(wrong)).isEmpty();
  }

  @Test
  void allowsClocksToBeApartByLessThanTheGrace() {
    accounted(START.plus(Duration.ofMinutes(5)));

    assertThat(stalled(START.plus(Duration.ofMinutes(5)).minus(GRACE))).isEmpty();
  }

  @Test
  void findsAScheduleThatCountsFromATimeToCome() {
    var now = START.minus(Duration.ofHours(1));
    assertThat(stalled(now).get("t")).contains(START.toString(), "clock was ahead");
    image = images().worker("a.1").tasks(1, "t", "a.1").image();
    assertThat(stalled(now)).containsOnlyKeys("t-000");
  }

  @Test
  void namesAScheduleThatCannotBeRead() {
    var wrong = ScheduleBuilder.cron("61 * * *").build();
    image = images().worker("a.1").scheduled("t", wrong, "a.1").image();

    assertThat(stalled(START).get("t")).startsWith("Its schedule cannot be read: cron must");
  }

  @Test
  void tellsOfARecoveryWhenATickIsDealtWith() {
    var late = START.plus(MINUTE).plus(GRACE).plusMillis(1);
    assertThat(recovered(late)).isEmpty();
    ledger(START.plus(MINUTE), 2, List.of(), "t");
    assertThat(recovered(late)).containsExactly("t");
    assertThat(recovered(late)).isEmpty();
  }

  @Test
  void tellsOfARecoveryAlsoWhereTheWaitForATickWasLong() {
    var wrong = START.plus(Duration.ofDays(1));
    accounted(wrong);
    assertThat(stalled(START.plus(MINUTE))).containsOnlyKeys("t");
    assertThat(recovered(wrong)).isEmpty();
    ledger(wrong.plus(MINUTE), 2, List.of(), "t");
    assertThat(recovered(wrong.plus(MINUTE))).containsExactly("t");
  }

  @Test
  void tellsOfNoRecoveryOfAScheduleThatWasPausedOrDeleted() {
    var late = START.plus(Duration.ofHours(1));
    assertThat(stalled(late)).containsOnlyKeys("t");
    var before = image;
    image = images().worker("a.1").scheduled("t", MINUTELY.withPaused(true), "a.1").image();
    assertThat(watchdog.look(image, late)).isEqualTo(Findings.NONE);
    image = before;
    var later = late.plus(GRACE).plusMillis(1);
    assertThat(stalled(later)).containsOnlyKeys("t");
    image = images().worker("a.1").image();
    assertThat(watchdog.look(image, later)).isEqualTo(Findings.NONE);
  }

  private static ScheduleSpec catchingUp() {
    return ScheduleBuilder.every(MINUTE).misfire(Misfire.ALL).build();
  }

  private TaskEntry entry() {
    return existing(image, "t");
  }

  private void accounted(Instant cursor) {
    accounted("t", cursor);
  }

  private void accounted(String task, Instant cursor) {
    ledger(cursor, 1, List.of(), task);
  }

  private void ledger(Instant cursor, long tick, List<Run> live, String task) {
    var known = LedgerBuilder.of(existing(image, task).task(), cursor);
    image = Images.with(image, known.runs(1).tick(tick).live(live).build());
  }

  private Run run() {
    return Run.queued(entry().id() + "-1", entry().task(), Run.Cause.TICK, START, START)
        .started("a.1", START);
  }

  private SortedMap<String, String> stalled(Instant now) {
    return watchdog.look(image, now).stalled();
  }

  private SortedSet<String> recovered(Instant now) {
    return watchdog.look(image, now).recovered();
  }
}
