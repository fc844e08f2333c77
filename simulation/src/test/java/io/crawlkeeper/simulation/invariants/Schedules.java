package io.crawlkeeper.simulation.invariants;

import io.crawlkeeper.model.Task;
import io.crawlkeeper.schedule.Timetable;
import io.crawlkeeper.schedule.Timetables;
import io.crawlkeeper.simulation.keeper.Commit;
import io.crawlkeeper.znode.ZnodeCodec;
import io.crawlkeeper.znode.ZnodePaths;
import java.time.Instant;
import java.util.HashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * All forms that the tasks ever had, so that an owner that lags behind is judged by what it saw.
 */
final class Schedules {

  private record Key(long task, Instant since) {}

  private final Map<Key, Task> tasks = new HashMap<>();
  private final Map<Key, Timetable> timetables = new HashMap<>();

  void take(Commit commit) {
    for (var effect : commit.effects()) {
      var after = effect.after();
      if (after != null && effect.path().startsWith(ZnodePaths.TASKS)) {
        var task = ZnodeCodec.decode(after.data(), Task.class);
        tasks.put(new Key(task.id(), task.since().time()), task);
      }
    }
  }

  /** The task when its schedule counted from then on; the times of its ticks have not changed. */
  @Nullable Task task(long id, Instant since) {
    return tasks.get(new Key(id, since));
  }

  /** Null if the task runs once. */
  @Nullable Timetable timetable(Task task) {
    var schedule = task.spec().effectiveSchedule();
    return schedule.recurring()
        ? timetables.computeIfAbsent(
            new Key(task.id(), task.since().time()),
            _ -> Timetables.of(schedule.plan(), task.anchor(), task.id()))
        : null;
  }
}
