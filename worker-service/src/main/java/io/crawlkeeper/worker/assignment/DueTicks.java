package io.crawlkeeper.worker.assignment;

import java.time.Instant;
import java.util.Comparator;
import java.util.HashMap;
import java.util.Map;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/** When the next tick of each task is, or was, due. Of one thread. */
final class DueTicks {

  private record Due(Instant at, String name) {}

  private final Map<String, Due> byTask = new HashMap<>();
  private final TreeSet<Due> inOrder =
      new TreeSet<>(Comparator.comparing(Due::at).thenComparing(Due::name));

  /**
   * Takes the place of what was known of the task.
   *
   * @param at null if there is none
   */
  void set(String name, @Nullable Instant at) {
    var before = byTask.remove(name);
    if (before != null) {
      inOrder.remove(before);
    }
    if (at != null) {
      var due = new Due(at, name);
      byTask.put(name, due);
      inOrder.add(due);
    }
  }

  /** Null if there is none. */
  @Nullable Instant first() {
    return inOrder.isEmpty() ? null : inOrder.first().at();
  }
}
