package io.crawlkeeper.master.web;

import io.crawlkeeper.master.cluster.TaskEntry;
import io.crawlkeeper.master.schedule.Stalls;
import io.crawlkeeper.master.schedule.Upcoming;
import io.crawlkeeper.master.schedule.Watchdog;
import io.crawlkeeper.master.task.JsonText;
import io.crawlkeeper.model.Ledger;
import io.crawlkeeper.model.Task;
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

  /** Whether the task has a schedule, or should have run. */
  boolean matters(TaskEntry entry) {
    return entry.task().spec().schedule() != null || stalls.reason(entry.name()) != null;
  }

  ObjectNode of(TaskEntry entry, @Nullable Ledger ledger) {
    var paused = entry.task().spec().effectiveSchedule().isPaused();
    var json = JsonNodeFactory.instance.objectNode().put("paused", paused);
    if (!paused) {
      ticks(entry.task(), ledger, json);
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

  private void ticks(Task task, @Nullable Ledger ledger, ObjectNode json) {
    var now = clock.instant();
    Upcoming.of(task, ledger, now, 1).forEach(fire -> json.put("next", fire.due().toString()));
    var oldest = Upcoming.oldest(task, ledger);
    if (oldest != null && oldest.due().plus(Watchdog.GRACE).isBefore(now)) {
      json.put("overdue", oldest.due().toString());
    }
  }
}
