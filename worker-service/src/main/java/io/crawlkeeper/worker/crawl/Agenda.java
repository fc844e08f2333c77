package io.crawlkeeper.worker.crawl;

import java.util.Comparator;
import java.util.HashMap;
import java.util.Map;
import java.util.PriorityQueue;
import java.util.Queue;
import org.jspecify.annotations.Nullable;

/** Which host is to be looked at next: the one whose time came first. One thread. */
final class Agenda {
  private final Queue<Item> items = new PriorityQueue<>();
  private final Map<OpenHost, Item> current = new HashMap<>();
  private final long origin;
  private long sequence;

  /**
   * @param origin a reading of the ticker from before all others, in nanoseconds
   */
  Agenda(long origin) {
    this.origin = origin;
  }

  /** Puts a host down for {@code at}, unless it is down for an earlier time. */
  void add(OpenHost host, long at) {
    var known = current.get(host);
    if (known == null || at - origin < known.at) {
      var item = new Item(host, at - origin, sequence++);
      current.put(host, item);
      items.add(item);
    }
  }

  /** Strikes a host out. */
  void remove(OpenHost host) {
    current.remove(host);
  }

  /** Takes the host that is due; null if none is. */
  @Nullable OpenHost poll(long now) {
    var first = first();
    if (first == null || first.at > now - origin) {
      return null;
    }
    items.remove();
    current.remove(first.host);
    return first.host;
  }

  /** Nanoseconds until a host is due; the largest number if none will be. */
  long nanosLeft(long now) {
    var first = first();
    return first == null ? Long.MAX_VALUE : Math.max(0, first.at - (now - origin));
  }

  private @Nullable Item first() {
    var first = items.peek();
    while (first != null && !first.equals(current.get(first.host))) {
      items.remove();
      first = items.peek();
    }
    return first;
  }

  private record Item(OpenHost host, long at, long sequence) implements Comparable<Item> {
    private static final Comparator<Item> ORDER =
        Comparator.comparingLong(Item::at).thenComparingLong(Item::sequence);

    @Override
    public int compareTo(Item other) {
      return ORDER.compare(this, other);
    }
  }
}
