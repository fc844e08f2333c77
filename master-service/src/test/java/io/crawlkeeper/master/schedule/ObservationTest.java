package io.crawlkeeper.master.schedule;

import static io.crawlkeeper.master.Images.START;
import static io.crawlkeeper.master.Images.images;
import static org.assertj.core.api.Assertions.assertThat;

import io.crawlkeeper.master.cluster.ClusterImage;
import io.crawlkeeper.master.cluster.Event;
import io.crawlkeeper.model.Cordon;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.Test;

class ObservationTest {

  private static final ClusterImage ONE_WORKER =
      images().worker("a.1").tasks(1, "t", "a.1").image();

  @Test
  void tellsOfLeaders() {
    assertThat(types(seen(ONE_WORKER, "m-1"), seen(ONE_WORKER, "")))
        .containsExactly("LEADER_TAKEN m-1");
    assertThat(types(seen(ONE_WORKER, ""), seen(ONE_WORKER, "m-1")))
        .containsExactly("LEADER_LOST m-1");
    assertThat(types(seen(ONE_WORKER, "m-2"), seen(ONE_WORKER, "m-1")))
        .containsExactly("LEADER_TAKEN m-2");
  }

  @Test
  void tellsOfWorkers() {
    var none = images().image();
    assertThat(types(seen(images().worker("a.1").image()), seen(none)))
        .containsExactly("WORKER_JOINED a.1");
    assertThat(types(seen(none), seen(images().worker("a.1").image())))
        .containsExactly("WORKER_LEFT a.1");
  }

  @Test
  void tellsHowAWorkerIsEmptied() {
    var cordoned = ONE_WORKER.withCordon(new Cordon("a.1", START, null));
    var draining = ONE_WORKER.withCordon(new Cordon("a.1", START, START));
    var drained = draining.withoutTask("t-000");
    assertThat(types(seen(cordoned), seen(ONE_WORKER))).containsExactly("WORKER_CORDONED a.1");
    assertThat(types(seen(draining), seen(cordoned))).containsExactly("WORKER_DRAINING a.1");
    assertThat(types(seen(drained), seen(draining))).containsExactly("WORKER_DRAINED a.1");
    assertThat(types(seen(ONE_WORKER), seen(draining))).containsExactly("WORKER_UNCORDONED a.1");
  }

  @Test
  void tellsOfSchedulesThatStandStillAndGoOn() {
    var calm = seen(ONE_WORKER);
    var stalled = seen(Findings.of(Map.of("t-000", "why"), Set.of()));
    var recovered = seen(Findings.of(Map.of(), Set.of("t-000")));
    assertThat(types(stalled, calm)).containsExactly("SCHEDULE_STALLED t-000");
    assertThat(types(stalled, stalled)).isEmpty();
    assertThat(types(recovered, stalled)).containsExactly("SCHEDULE_RECOVERED t-000");
  }

  @Test
  void doesNotSayThatAScheduleRecoveredWhereItWasPausedOrDeleted() {
    var stalled = seen(Findings.of(Map.of("t-000", "why"), Set.of()));
    assertThat(types(seen(ONE_WORKER), stalled)).isEmpty();
  }

  @Test
  void tellsOfTasksThatWaitForAWorker() {
    var waiting = images().worker("a.1").tasks(1, "t", "").image();
    assertThat(types(seen(waiting), seen(ONE_WORKER))).containsExactly("TASK_UNPLACED t-000");
    assertThat(types(seen(ONE_WORKER), seen(waiting))).containsExactly("TASK_PLACED t-000");
  }

  @Test
  void namesTheFirstOfManyAndCountsTheOthers() {
    var waiting = images().tasks(500, "t", "").image();

    var events = seen(waiting).since(seen(images().image()), START);

    assertThat(events).hasSize(Observation.MOST_OF_A_KIND + 1);
    assertThat(events.getFirst().subject()).isEqualTo("t-000");
    assertThat(events.get(19).subject()).isEqualTo("t-019");
    assertThat(events.getLast().message())
        .isEqualTo("So it is with 480 more tasks; GET /api/v1/tasks?state=pending lists them.");
  }

  @Test
  void namesAllWhereThereAreNotTooMany() {
    var waiting = images().tasks(Observation.MOST_OF_A_KIND, "t", "").image();

    assertThat(seen(waiting).since(seen(images().image()), START))
        .hasSize(Observation.MOST_OF_A_KIND)
        .allMatch(event -> event.message().equals("No worker fits; it waits."));
  }

  private static Observation seen(Findings schedules) {
    return Observation.of(ONE_WORKER, "m", schedules);
  }

  private static Observation seen(ClusterImage image) {
    return seen(image, "m");
  }

  private static Observation seen(ClusterImage image, String leader) {
    return Observation.of(image, leader, Findings.NONE);
  }

  private static List<String> types(Observation now, Observation before) {
    return now.since(before, START).stream().map(ObservationTest::text).toList();
  }

  private static String text(Event event) {
    return event.type() + " " + event.subject();
  }
}
