package io.crawlkeeper.master.cluster;

import java.util.ArrayDeque;
import java.util.Collection;
import java.util.Deque;
import java.util.List;

/** The last events that this master noticed. Safe for use by many threads. */
public final class EventLog {

  static final int MOST = 1_000;

  private final Deque<Event> events = new ArrayDeque<>();

  public synchronized void add(Collection<Event> noticed) {
    for (var event : noticed) {
      events.addFirst(event);
      if (events.size() > MOST) {
        events.removeLast();
      }
    }
  }

  /** Newest first. */
  public synchronized List<Event> last(int most) {
    return events.stream().limit(most).toList();
  }
}
