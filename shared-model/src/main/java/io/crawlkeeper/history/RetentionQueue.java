package io.crawlkeeper.history;

import io.crawlkeeper.model.RunPlan;
import java.time.Duration;
import java.time.Instant;
import java.util.Comparator;
import java.util.HashMap;
import java.util.Map;
import java.util.Objects;
import java.util.PriorityQueue;
import org.jspecify.annotations.Nullable;

/** Of which tasks the history is to be cut back, each at most once in 10 minutes. */
final class RetentionQueue {

  static final Duration PAUSE = Duration.ofMinutes(10);

  private final Map<Long, RunPlan.History> plans = new HashMap<>();
  private final PriorityQueue<Due> queue = new PriorityQueue<>(Comparator.comparing(Due::time));

  /** When a task was last cut back; what is longer ago than the pause is dropped. */
  private final Map<Long, Instant> done = new HashMap<>();

  /** A task whose turn comes at that time. */
  private record Due(Instant time, long task) {}

  /** A task whose history is to be cut back to that plan. */
  record Cut(long task, RunPlan.History plan) {}

  /** The plan that was given last counts. */
  void want(long task, RunPlan.History plan, Instant now) {
    if (plans.put(task, plan) == null) {
      var last = done.get(task);
      queue.add(new Due(last == null || last.isAfter(now) ? now : last.plus(PAUSE), task));
    }
  }

  /** The next one that is due; null if none is. It stays the next until it is {@link #done}. */
  @Nullable Cut next(Instant now) {
    var due = queue.peek();
    return due == null || due.time().isAfter(now)
        ? null
        : new Cut(due.task(), Objects.requireNonNull(plans.get(due.task())));
  }

  /** The one that was next is done with. */
  void done(Instant now) {
    var task = queue.remove().task();
    plans.remove(task);
    done.values().removeIf(time -> !time.plus(PAUSE).isAfter(now));
    done.put(task, now);
  }
}
