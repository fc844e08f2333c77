package io.crawlkeeper.master.schedule;

import static io.crawlkeeper.master.Images.START;
import static io.crawlkeeper.master.Images.existing;
import static io.crawlkeeper.master.Images.images;
import static org.assertj.core.api.Assertions.assertThat;

import io.crawlkeeper.master.Images;
import io.crawlkeeper.master.cluster.ClusterImage;
import io.crawlkeeper.master.cluster.TaskEntry;
import io.crawlkeeper.model.Ledger;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.Test;

class WatchdogTest {

  private static final Duration MINUTE = Duration.ofMinutes(1);
  private static final Duration GRACE = Watchdog.GRACE;

  private final Watchdog watchdog = new Watchdog();
  private ClusterImage image =
      images().worker("a.1").scheduled("t", Images.every(MINUTE), "a.1").image();

  @Test
  void findsAScheduleThatMissedAWholePeriod() {
    // The anchor is the creation, and the tick at it is the first that is owed.
    var limit = START.plus(MINUTE).plus(GRACE);

    assertThat(watchdog.stalled(image, limit)).isEmpty();
    assertThat(watchdog.stalled(image, limit.plusMillis(1)))
        .hasEntrySatisfying("t", reason -> assertThat(reason).contains("a.1", "does not fire"));
  }

  @Test
  void isCalmedByACursorThatMoves() {
    var late = START.plus(MINUTE).plus(GRACE).plusMillis(1);
    assertThat(watchdog.stalled(image, late)).containsOnlyKeys("t");

    accounted(START);

    assertThat(watchdog.stalled(image, late)).isEmpty();
    assertThat(watchdog.stalled(image, late.plus(MINUTE))).containsOnlyKeys("t");
  }

  @Test
  void saysWhoIsToBlame() {
    var late = START.plus(Duration.ofHours(1));
    image = image.withoutAssignment("t");
    assertThat(watchdog.stalled(image, late).get("t")).contains("no worker");

    image = image.withAssignment(image.assign(entry(), "gone.1"));
    assertThat(watchdog.stalled(image, late).get("t")).contains("gone.1", "gone");

    image = image.withAssignment(image.assign(entry(), "a.1", late));
    assertThat(watchdog.stalled(image, late).get("t")).contains("hand it over");
  }

  @Test
  void leavesPausedEndedAndSingleTasksAlone() {
    var ended = Images.schedule(Images.every(MINUTE), START.plusSeconds(90));
    image =
        images()
            .worker("a.1")
            .scheduled("paused", Images.every(MINUTE).withPaused(true), "a.1")
            .scheduled("ended", ended, "a.1")
            .tasks(1, "once", "a.1")
            .image();
    accounted("ended", START.plus(MINUTE));

    assertThat(watchdog.stalled(image, START.plus(Duration.ofDays(9)))).isEmpty();
  }

  @Test
  void findsALastTickThatWasNotFired() {
    image = images().scheduled("t", Images.schedule(Images.every(MINUTE), START), "a.1").image();

    assertThat(watchdog.stalled(image, START.plus(GRACE))).isEmpty();
    assertThat(watchdog.stalled(image, START.plus(GRACE).plusMillis(1))).containsOnlyKeys("t");
  }

  private TaskEntry entry() {
    return existing(image, "t");
  }

  private void accounted(Instant cursor) {
    accounted("t", cursor);
  }

  private void accounted(String task, Instant cursor) {
    var id = existing(image, task).id();
    var ledger =
        new Ledger(task, id, START, cursor, 1, 0, 1, List.of(), null, List.of(), List.of(), null);
    image = image.withLedgers(image.ledgers().plus(id, ledger));
  }
}
