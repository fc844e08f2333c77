package io.crawlkeeper.master.schedule;

import java.util.SortedMap;
import org.jspecify.annotations.Nullable;

/** Port to what the {@link Watchdog} found last. Safe for use by many threads. */
public interface Stalls {

  /** Why each schedule that stands still does so, by the name of the task. */
  SortedMap<String, String> stalled();

  /** Why the schedule of the task stands still; null if it does not. */
  default @Nullable String reason(String task) {
    return stalled().get(task);
  }
}
