package io.crawlkeeper.master.web;

import io.crawlkeeper.master.cluster.TaskEntry;
import io.crawlkeeper.master.schedule.Stalls;
import io.crawlkeeper.master.schedule.Upcoming;
import io.crawlkeeper.master.task.JsonText;
import io.crawlkeeper.model.Ledger;
import java.time.InstantSource;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.node.JsonNodeFactory;
import tools.jackson.databind.node.ObjectNode;

/** How the schedule of a task goes. */
final class ScheduleStatus {

  private final Stalls stalls;
  private final InstantSource clock;

  ScheduleStatus(Stalls stalls, InstantSource clock) {
    this.stalls = stalls;
    this.clock = clock;
  }

  ObjectNode of(TaskEntry entry, @Nullable Ledger ledger) {
    var paused = entry.task().spec().effectiveSchedule().isPaused();
    var json = JsonNodeFactory.instance.objectNode().put("paused", paused);
    if (!paused) {
      Upcoming.of(entry.task(), ledger, clock.instant(), 1)
          .forEach(fire -> json.put("next", fire.due().toString()));
    }
    if (ledger != null && !ledger.ticks().isEmpty()) {
      json.set("lastTick", JsonText.tree(ledger.ticks().getLast()));
    }
    var reason = stalls.reason(entry.name());
    json.put("stalled", reason != null);
    if (reason != null) {
      json.put("reason", reason);
    }
    return json;
  }
}
