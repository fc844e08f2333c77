package io.crawlkeeper.worker.assignment;

import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.PriorityQueue;
import org.jspecify.annotations.Nullable;

/** When each task wants to be looked at again: one queue for all of them. Of one thread. */
final class Wakes {

  private record Wake(Instant at, String name) {}

  private final Map<String, Instant> wanted = new HashMap<>();
  private final PriorityQueue<Wake> queue = new PriorityQueue<>(Comparator.comparing(Wake::at));

  /**
   * Takes the place of what the task wanted before.
   *
   * @param at null if it wants nothing
   */
  void set(String name, @Nullable Instant at) {
    if (at == null) {
      wanted.remove(name);
    } else if (!at.equals(wanted.put(name, at))) {
      queue.add(new Wake(at, name));
    }
  }

  /** Takes out those that are due. */
  List<String> due(Instant now) {
    var due = new ArrayList<String>();
    for (var first = first(); first != null && !first.isAfter(now); first = first()) {
      var name = queue.remove().name();
      wanted.remove(name);
      due.add(name);
    }
    return due;
  }

  /** Null if nobody wants anything. */
  @Nullable Instant first() {
    while (!queue.isEmpty() && stale(queue.element())) {
      queue.remove();
    }
    return queue.isEmpty() ? null : queue.element().at();
  }

  private boolean stale(Wake wake) {
    return !wake.at().equals(wanted.get(wake.name()));
  }
}
