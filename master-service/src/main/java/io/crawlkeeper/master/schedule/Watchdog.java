package io.crawlkeeper.master.schedule;

import io.crawlkeeper.master.cluster.ClusterImage;
import io.crawlkeeper.master.cluster.TaskEntry;
import io.crawlkeeper.model.Task;
import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * Finds schedules that stand still: a tick is overdue by more than a whole period and a grace. It
 * looks at the ledger alone, so that it finds every cause. Decides purely, from the image and the
 * time; what it keeps only saves reckoning. For one thread.
 */
public final class Watchdog {

  /** A tick may be late by so much before anybody is told. */
  public static final Duration GRACE = Duration.ofSeconds(30);

  /** By task id, when a schedule stands still that has come no further by then. */
  private Map<Long, Deadline> deadlines = new HashMap<>();

  private record Deadline(int version, Instant accounted, Instant time) {}

  /** Those that stand still, by the name of the task, and why. */
  public SortedMap<String, String> stalled(ClusterImage image, Instant now) {
    var next = new HashMap<Long, Deadline>();
    var stalled = new TreeMap<String, String>();
    for (var entry : image.tasks().values()) {
      var schedule = entry.task().spec().effectiveSchedule();
      if (schedule.recurring() && !schedule.isPaused()) {
        var deadline = deadline(image, entry);
        next.put(entry.id(), deadline);
        if (now.isAfter(deadline.time())) {
          stalled.put(entry.name(), reason(image, entry));
        }
      }
    }
    deadlines = next;
    return stalled;
  }

  private Deadline deadline(ClusterImage image, TaskEntry entry) {
    var accounted = Upcoming.accounted(entry.task(), image.ledger(entry));
    var known = deadlines.get(entry.id());
    if (known != null
        && known.accounted().equals(accounted)
        && known.version() == entry.version()) {
      return known;
    }
    var time = stallsAt(entry.task(), accounted);
    return new Deadline(entry.version(), accounted, time == null ? Instant.MAX : time);
  }

  /** Null if no tick is owed any more. */
  private static @Nullable Instant stallsAt(Task task, Instant accounted) {
    var timetable = Upcoming.timetable(task);
    var owed = timetable == null ? null : timetable.next(accounted);
    if (timetable == null || owed == null) {
      return null;
    }
    var following = timetable.next(owed);
    return (following == null ? owed : following).plus(timetable.delay()).plus(GRACE);
  }

  private static String reason(ClusterImage image, TaskEntry entry) {
    var assignment = image.assignment(entry.name());
    if (assignment == null) {
      return "It is on no worker.";
    }
    if (image.worker(assignment.worker()) == null) {
      return "Its worker %s is gone, and the task was not moved yet."
          .formatted(assignment.worker());
    }
    return assignment.until() == null
        ? "Its worker %s is there and does not fire it; see that worker's log and clock."
            .formatted(assignment.worker())
        : "Its worker %s is to hand it over, and it was not moved yet."
            .formatted(assignment.worker());
  }
}
